namespace FunctionalGrad;

/// <summary>An input that need not outlive the run: an output of its size may be written to its array.</summary>
/// <param name="Input">Which of the program's inputs.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct Donation(int Input, int Output)
{
    /// <summary>Whether no step reads the input after the output is written, and the step that writes it reads of it only what it overwrites next.</summary>
    public bool IsPossible(Plan plan)
    {
        int input = SlotOf(plan, SlotKind.Input, Input),
            output = SlotOf(plan, SlotKind.Output, Output);
        if (output < 0)
            return false;
        int written = plan.Slots[output].First;
        return input < 0
            || plan.Slots[input].Last < written
            || (
                plan.Slots[input].Last == written
                && plan.Steps[written] is GroupStep group
                && group.ReadsAsItWrites(input)
            );
    }

    private static int SlotOf(Plan plan, SlotKind kind, int ordinal) =>
        plan.Slots.FirstOrDefault(slot => slot.Kind == kind && slot.Ordinal == ordinal)?.Index
        ?? -1;
}
