using System.Numerics;

namespace FunctionalGrad;

/// <summary>A plan in one element type, with the frames of runs that have ended, for runs to come. Any number of threads may run it at once.</summary>
internal sealed class Executable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Plan plan;
    private readonly Instruction<T>[] instructions;
    private readonly NDArray<T>[] constants;
    private readonly List<SlotPart> parts = [];
    private readonly Dictionary<SlotPart, int> placeOf = [];
    private readonly Slot[] external;
    private readonly int[] externalParts;
    private readonly ScalarInstruction<T>? only;
    private readonly ScratchRoom room;
    private readonly Frame<T>?[] idle = new Frame<T>?[Math.Max(4, Environment.ProcessorCount)];

    public Executable(Plan plan)
    {
        this.plan = plan;
        room = new(plan, Math.Max(Environment.ProcessorCount, Parallelism.Threads));
        constants = [.. Evaluate.Values<T>(Tape.Of(plan.Constants), [])];
        var loops = new Dictionary<string, RegisterLoop<T>>();
        instructions = [.. plan.Steps.Select(step => InstructionOf(step, loops))];
        only =
            instructions is [ScalarInstruction<T> scalars]
            && plan.Slots.All(slot => slot.Kind != SlotKind.Arena)
                ? scalars
                : null;
        external = [.. plan.Slots.Where(slot => slot.Kind is SlotKind.Input or SlotKind.Output)];
        externalParts =
        [
            .. Enumerable
                .Range(0, parts.Count)
                .Where(i => plan.Slots[parts[i].Slot].Kind is SlotKind.Input or SlotKind.Output),
        ];
    }

    /// <summary>Computes the outputs into the given arrays, which are as long as the outputs are large.</summary>
    public void Run(ReadOnlySpan<NDArray<T>> inputs, ReadOnlySpan<T[]> outputs)
    {
        if (only is not null)
        {
            var cells = Rent();
            only.Run(cells, inputs, outputs);
            Keep(cells);
            return;
        }
        var frame = Rent();
        try
        {
            Bind(frame, inputs, outputs);
            foreach (var instruction in instructions)
                instruction.Run(frame);
        }
        finally
        {
            Return(frame);
        }
    }

    /// <summary>The same, and shows what each instruction writes: its number, the slot, and the elements.</summary>
    public void Run(
        ReadOnlySpan<NDArray<T>> inputs,
        ReadOnlySpan<T[]> outputs,
        Action<int, int, ReadOnlySpan<T>> written
    )
    {
        var frame = Rent();
        try
        {
            Bind(frame, inputs, outputs);
            for (int at = 0; at < instructions.Length; at++)
            {
                instructions[at].Run(frame);
                foreach (int slot in plan.Steps[at].Writes)
                    written(at, slot, frame.Places[slot].Span);
            }
        }
        finally
        {
            Return(frame);
        }
    }

    private void Bind(Frame<T> frame, ReadOnlySpan<NDArray<T>> inputs, ReadOnlySpan<T[]> outputs)
    {
        var places = frame.Places;
        foreach (var slot in external)
            places[slot.Index] =
                slot.Kind == SlotKind.Input
                    ? inputs[slot.Ordinal].Operand
                    : new(outputs[slot.Ordinal], 0, slot.Size);
        foreach (int i in externalParts)
            places[plan.Slots.Count + i] = Within(places, parts[i]);
    }

    private Instruction<T> InstructionOf(Step step, Dictionary<string, RegisterLoop<T>> loops) =>
        step switch
        {
            CopyStep copy => new CopyInstruction<T>(copy),
            KernelStep kernel => new KernelInstruction<T>(
                kernel.Node,
                Array.ConvertAll(kernel.Operands, PlaceOf),
                kernel.To
            ),
            ProductStep product => new ProductInstruction<T>(product),
            GroupStep { Rows: not null } group => new ProductGroupInstruction<T>(group, loops),
            GroupStep { Scalars: { } tape } => new ScalarInstruction<T>(tape, plan.Slots),
            GroupStep group => new GroupInstruction<T>(group, loops),
            _ => throw new InvalidOperationException(
                "A step is a copy, a kernel, a product or a group."
            ),
        };

    /// <summary>The place of a part of a slot; the slot's own where it is all of it.</summary>
    private int PlaceOf(SlotPart part)
    {
        if (part.Offset == 0 && part.Length == plan.Slots[part.Slot].Size)
            return part.Slot;
        if (!placeOf.TryGetValue(part, out int place))
        {
            placeOf.Add(part, place = plan.Slots.Count + parts.Count);
            parts.Add(part);
        }
        return place;
    }

    private static Operand<T> Within(Operand<T>[] places, SlotPart part)
    {
        var whole = places[part.Slot];
        return whole with { Offset = whole.Offset + part.Offset, Length = part.Length };
    }

    private Frame<T> Rent()
    {
        for (int i = 0; i < idle.Length; i++)
            if (Interlocked.Exchange(ref idle[i], null) is { } frame)
                return frame;
        return NewFrame();
    }

    /// <summary>Keeps the frame for another run, but not what it was bound to.</summary>
    private void Return(Frame<T> frame)
    {
        foreach (var slot in external)
            frame.Places[slot.Index] = default;
        foreach (int i in externalParts)
            frame.Places[plan.Slots.Count + i] = default;
        Keep(frame);
    }

    private void Keep(Frame<T> frame)
    {
        for (int i = 0; i < idle.Length; i++)
            if (Interlocked.CompareExchange(ref idle[i], frame, null) is null)
                return;
    }

    private Frame<T> NewFrame()
    {
        FrameLimit.Require<T>(plan, room.Length);
        var memory = MemoryLimit.Allocate<T>(
            (int)room.Length,
            "compile: the program needs",
            pinned: true
        );
        var places = new Operand<T>[plan.Slots.Count + parts.Count];
        foreach (var slot in plan.Slots)
            if (slot.Kind == SlotKind.Arena)
                places[slot.Index] = new(memory, slot.Offset, slot.Size);
            else if (slot.Kind == SlotKind.Constant)
                places[slot.Index] = constants[slot.Ordinal].Operand;
        for (int i = 0; i < parts.Count; i++)
            if (places[parts[i].Slot].Memory is not null)
                places[plan.Slots.Count + i] = Within(places, parts[i]);
        return new(memory, places, room);
    }
}
