using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Runs a group of single numbers as a scalar tape: flat entries over cells, one cell per source.</summary>
internal sealed class ScalarInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ScalarEntry[] entries;
    private readonly TileOperation[] operations;
    private readonly KernelBody<T>?[] bodies;
    private readonly int[] operandsOfBodies;
    private readonly (int Cell, T Number)[] numbers;
    private readonly (int Cell, int Slot, int Offset)[] loads;
    private readonly (int Cell, int Slot)[] stores;
    private readonly (int Cell, int Input)[] fromInputs;
    private readonly (int Cell, int Output)[] toOutputs;
    private readonly (int Cell, int Slot)[] fromConstants;
    private readonly int cells;

    public ScalarInstruction(GroupStep step, IReadOnlyList<Slot> slots)
    {
        operations = step.Operations;
        entries = ScalarEntry.Of(operations);
        cells = step.Sources.Length;
        bodies = new KernelBody<T>?[operations.Length];
        foreach (var entry in entries)
            if (entry.Code == ScalarCode.Body)
                bodies[entry.A] = operations[entry.A].Node.Primitive.Kernel.Body<T>();
        operandsOfBodies =
        [
            .. operations
                .Where((_, i) => bodies[i] is not null)
                .SelectMany(operation => operation.Which.Append(operation.To))
                .Distinct(),
        ];
        var written = operations.Select(operation => operation.To).ToHashSet();
        var sources = step.Sources.Select((source, cell) => (source, cell)).ToArray();
        numbers =
        [
            .. sources
                .Where(each => each.source.Kind == TileSourceKind.Number)
                .Select(each => (each.cell, T.CreateTruncating(each.source.Number))),
        ];
        var inSlots = sources.Where(each => each.source.Slot >= 0).ToArray();
        loads =
        [
            .. inSlots
                .Where(each => !written.Contains(each.cell))
                .Select(each => (each.cell, each.source.Slot, each.source.Offset)),
        ];
        stores =
        [
            .. inSlots
                .Where(each => written.Contains(each.cell))
                .Select(each => (each.cell, each.source.Slot)),
        ];
        fromInputs =
        [
            .. loads
                .Where(load => slots[load.Slot].Kind == SlotKind.Input)
                .Select(load => (load.Cell, slots[load.Slot].Ordinal)),
        ];
        fromConstants =
        [
            .. loads
                .Where(load => slots[load.Slot].Kind == SlotKind.Constant)
                .Select(load => (load.Cell, load.Slot)),
        ];
        toOutputs = [.. stores.Select(store => (store.Cell, slots[store.Slot].Ordinal))];
    }

    public override void Run(Frame<T> frame)
    {
        var all = frame.Scratch(0, cells).Span;
        var places = frame.Places;
        foreach (var (cell, slot, offset) in loads)
            all[cell] = places[slot].Memory[places[slot].Offset + offset];
        Compute(frame, all);
        foreach (var (cell, slot) in stores)
            places[slot].Memory[places[slot].Offset] = all[cell];
    }

    /// <summary>The same where this is all the program: nothing is bound, numbers go from the inputs to the cells and from these to the outputs.</summary>
    public void Run(Frame<T> frame, ReadOnlySpan<NDArray<T>> inputs, ReadOnlySpan<T[]> outputs)
    {
        var all = frame.Scratch(0, cells).Span;
        foreach (var (cell, input) in fromInputs)
            all[cell] = inputs[input].Span[0];
        foreach (var (cell, slot) in fromConstants)
            all[cell] = frame.Places[slot].Span[0];
        Compute(frame, all);
        foreach (var (cell, output) in toOutputs)
            outputs[output][0] = all[cell];
    }

    private void Compute(Frame<T> frame, Span<T> all)
    {
        foreach (var (cell, number) in numbers)
            all[cell] = number;
        var table = frame.Sources(0);
        foreach (int cell in operandsOfBodies)
            table[cell] = frame.Scratch(cell, 1);
        // Cells are numbered by the step itself, so that no entry reaches beyond them.
        ref T x = ref MemoryMarshal.GetReference(all);
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Code == ScalarCode.Body)
            {
                ref readonly var operation = ref operations[entry.A];
                bodies[entry.A]!(
                    new Operands<T>(table, operation.Which, operation.Node),
                    table[operation.To].Span
                );
                continue;
            }
            ref T y = ref Unsafe.Add(ref x, entry.To);
            ref T a = ref Unsafe.Add(ref x, entry.A);
            ref T b = ref Unsafe.Add(ref x, entry.B);
            switch (entry.Code)
            {
                case ScalarCode.Copy:
                    y = a;
                    break;
                case ScalarCode.Add:
                    y = a + b;
                    break;
                case ScalarCode.Subtract:
                    y = a - b;
                    break;
                case ScalarCode.Multiply:
                    y = a * b;
                    break;
                case ScalarCode.Divide:
                    y = a / b;
                    break;
                case ScalarCode.Negate:
                    y = -a;
                    break;
                case ScalarCode.Square:
                    y = a * a;
                    break;
                case ScalarCode.Cube:
                    y = a * a * a;
                    break;
                case ScalarCode.Select:
                    y =
                        T.IsNaN(a) ? a
                        : T.IsZero(a) ? Unsafe.Add(ref x, entry.C)
                        : b;
                    break;
            }
        }
    }
}
