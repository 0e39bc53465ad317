using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Runs a scalar tape: a loop for each run, over cells.</summary>
internal sealed class ScalarInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ScalarRun[] runs;
    private readonly int[] operands;
    private readonly ScalarKernel[] kernels;
    private readonly KernelBody<T>[] bodies;
    private readonly int[][] which;
    private readonly T[] numbers;
    private readonly (int Slot, int Offset)[] loads;
    private readonly (int Cell, int Slot)[] stores;
    private readonly (int Cell, int Input)[] fromInputs;
    private readonly (int Cell, int Slot)[] fromConstants;
    private readonly (int Cell, int Output)[] toOutputs;
    private readonly int cells;

    public ScalarInstruction(ScalarTape tape, IReadOnlyList<Slot> slots)
    {
        (runs, operands, cells) = (tape.Runs, tape.Operands, tape.Cells);
        (loads, stores) = (tape.Loads, tape.Stores);
        kernels = [.. tape.Kernels];
        bodies = Array.ConvertAll(kernels, each => each.Node.Primitive.Kernel.Body<T>());
        which = Array.ConvertAll<ScalarKernel, int[]>(
            kernels,
            each => [.. Enumerable.Range(0, each.Operands.Length)]
        );
        numbers = Array.ConvertAll(tape.Numbers, T.CreateTruncating);
        var loaded = loads.Select((load, i) => (Cell: numbers.Length + i, Slot: slots[load.Slot]));
        fromInputs =
        [
            .. loaded
                .Where(load => load.Slot.Kind == SlotKind.Input)
                .Select(load => (load.Cell, load.Slot.Ordinal)),
        ];
        fromConstants =
        [
            .. loaded
                .Where(load => load.Slot.Kind == SlotKind.Constant)
                .Select(load => (load.Cell, load.Slot.Index)),
        ];
        toOutputs = Array.ConvertAll(stores, store => (store.Cell, slots[store.Slot].Ordinal));
    }

    public override void Run(Frame<T> frame)
    {
        var all = frame.Scratch(0, cells).Span;
        var places = frame.Places;
        for (int i = 0; i < loads.Length; i++)
        {
            var (slot, offset) = loads[i];
            all[numbers.Length + i] = places[slot].Memory[places[slot].Offset + offset];
        }
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
        numbers.CopyTo(all);
        // Cells are numbered by the tape itself, so that no entry reaches beyond them.
        ref T x = ref MemoryMarshal.GetReference(all);
        ref int at = ref MemoryMarshal.GetArrayDataReference(operands);
        foreach (ref readonly var run in runs.AsSpan())
            switch (run.Code)
            {
                case ScalarCode.Add:
                    Arithmetic<ScalarSum<T>>(in run, ref x, ref Unsafe.Add(ref at, run.Start));
                    break;
                case ScalarCode.Subtract:
                    Arithmetic<ScalarDifference<T>>(
                        in run,
                        ref x,
                        ref Unsafe.Add(ref at, run.Start)
                    );
                    break;
                case ScalarCode.Multiply:
                    Arithmetic<ScalarProduct<T>>(in run, ref x, ref Unsafe.Add(ref at, run.Start));
                    break;
                case ScalarCode.Divide:
                    Arithmetic<ScalarQuotient<T>>(in run, ref x, ref Unsafe.Add(ref at, run.Start));
                    break;
                case ScalarCode.Negate:
                    Arithmetic<ScalarNegation<T>>(in run, ref x, ref Unsafe.Add(ref at, run.Start));
                    break;
                case ScalarCode.Select:
                    Select(in run, ref x, ref Unsafe.Add(ref at, run.Start));
                    break;
                default:
                    Kernel(frame, in run, all);
                    break;
            }
    }

    private static void Arithmetic<TOp>(in ScalarRun run, ref T x, ref int operand)
        where TOp : struct, IScalarOperation<T>
    {
        ref T y = ref Unsafe.Add(ref x, run.To);
        if (run.Kind == ScalarRunKind.Vectors)
            Vectors<TOp>(in run, ref x, ref operand, ref y);
        else if (run.Kind == ScalarRunKind.Chained)
        {
            T last = TOp.Of(
                Unsafe.Add(ref x, operand),
                Unsafe.Add(ref x, Unsafe.Add(ref operand, 1))
            );
            y = last;
            for (int i = 1; i < run.Count; i++)
                Unsafe.Add(ref y, i) = last = TOp.Of(
                    last,
                    Unsafe.Add(ref x, Unsafe.Add(ref operand, i + 1))
                );
        }
        else
            for (int i = 0; i < run.Count; i++)
                Unsafe.Add(ref y, i) = TOp.Of(
                    Unsafe.Add(ref x, Unsafe.Add(ref operand, 2 * i)),
                    Unsafe.Add(ref x, Unsafe.Add(ref operand, 2 * i + 1))
                );
    }

    private static void Vectors<TOp>(in ScalarRun run, ref T x, ref int operand, ref T y)
        where TOp : struct, IScalarOperation<T>
    {
        ref T a = ref Unsafe.Add(ref x, operand);
        ref T b = ref Unsafe.Add(ref x, Unsafe.Add(ref operand, 1));
        var (stepA, stepB) = (run.StepA, run.StepB);
        Vector<T> allA = new(a),
            allB = new(b);
        int i = 0;
        for (; i <= run.Count - Vector<T>.Count; i += Vector<T>.Count)
            TOp.Of(
                    stepA == 0 ? allA : Vector.LoadUnsafe(ref a, (nuint)i),
                    stepB == 0 ? allB : Vector.LoadUnsafe(ref b, (nuint)i)
                )
                .StoreUnsafe(ref y, (nuint)i);
        for (; i < run.Count; i++)
            Unsafe.Add(ref y, i) = TOp.Of(
                Unsafe.Add(ref a, stepA * i),
                Unsafe.Add(ref b, stepB * i)
            );
    }

    private static void Select(in ScalarRun run, ref T x, ref int operand)
    {
        ref T y = ref Unsafe.Add(ref x, run.To);
        for (int i = 0; i < run.Count; i++)
        {
            T a = Unsafe.Add(ref x, Unsafe.Add(ref operand, 3 * i));
            int chosen = T.IsZero(a) ? 2 : 1;
            Unsafe.Add(ref y, i) = T.IsNaN(a)
                ? a
                : Unsafe.Add(ref x, Unsafe.Add(ref operand, 3 * i + chosen));
        }
    }

    /// <summary>Runs a kernel over the numbers where they lie, or over gathered ones.</summary>
    private void Kernel(Frame<T> frame, in ScalarRun run, Span<T> all)
    {
        ref readonly var kernel = ref kernels[run.Start];
        var table = frame.Sources(0);
        int room = cells;
        for (int operand = 0; operand < kernel.Operands.Length; operand++)
        {
            int[] from = kernel.Operands[operand];
            if (from.Length < kernel.Count || kernel.Count == 1)
            {
                table[operand] = frame.Scratch(from[0], kernel.Count);
                continue;
            }
            table[operand] = frame.Scratch(room, kernel.Count);
            var gathered = table[operand].Span;
            for (int i = 0; i < gathered.Length; i++)
                gathered[i] = all[from[i]];
            room += kernel.Count;
        }
        bodies[run.Start]
            (
                new Operands<T>(table, which[run.Start], kernel.Node),
                all.Slice(run.To, kernel.Count)
            );
    }
}
