namespace FunctionalGrad;

/// <summary>An input that need not outlive the run: an output of its size may be written to its array.</summary>
/// <param name="Input">Which of the program's inputs.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct Donation(int Input, int Output)
{
    /// <summary>Those of the donations of which no step reads the input after the output is written, and the step that writes it reads of it only what it overwrites next.</summary>
    public static IEnumerable<Donation> Possible(Plan plan, IReadOnlyList<Donation> donations)
    {
        var (inputs, outputs) = (SlotsOf(plan, SlotKind.Input), SlotsOf(plan, SlotKind.Output));
        return donations.Where(each =>
            outputs.TryGetValue(each.Output, out var output)
            && (!inputs.TryGetValue(each.Input, out var input) || IsPossible(plan, input, output))
        );
    }

    private static bool IsPossible(Plan plan, Slot input, Slot output) =>
        input.Last < output.First
        || (
            input.Last == output.First
            && plan.Steps[output.First] is GroupStep group
            && group.ReadsAsItWrites(input.Index)
        );

    private static Dictionary<int, Slot> SlotsOf(Plan plan, SlotKind kind) =>
        plan.Slots.Where(slot => slot.Kind == kind).ToDictionary(slot => slot.Ordinal);
}
