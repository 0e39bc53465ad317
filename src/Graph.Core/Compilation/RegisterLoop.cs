using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace FunctionalGrad;

/// <summary>Consecutive operations of a group as one loop, compiled for them: what one makes and the next reads stays in registers.</summary>
/// <remarks>
/// Each operation is the one its kernel's own loop is made of, so that the bits are the same. What something else reads is stored once, at
/// the end of a turn, after all that the turn reads.
/// </remarks>
internal sealed class RegisterLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const BindingFlags Own = BindingFlags.NonPublic | BindingFlags.Static;

    private readonly Body body;

    private RegisterLoop(Body body, int count) => (this.body, Count) = (body, count);

    private delegate void Body(Operand<T>[] table, int length);

    /// <summary>How many operations it is.</summary>
    public int Count { get; }

    /// <summary>Runs the operations over so many first elements of the tiles, of which vectors leave no remainder.</summary>
    public void Run(Operand<T>[] table, int length) => body(table, length);

    /// <summary>The loops of a group, each at the place of its first operation.</summary>
    /// <param name="step">The group.</param>
    /// <param name="made">The loops of the program so far: an unrolled network has the same ones in each step.</param>
    public static RegisterLoop<T>?[] Of(GroupStep step, Dictionary<string, RegisterLoop<T>> made)
    {
        var loops = new RegisterLoop<T>?[step.Operations.Length];
        foreach (var (first, end) in RegisterRuns.Of(step))
        {
            string all = Described(step, first, end);
            if (!made.TryGetValue(all, out var loop))
                made.Add(all, loop = new(Compiled(step, first, end), end - first));
            loops[first] = loop;
        }
        return loops;
    }

    /// <summary>All that a loop depends on.</summary>
    private static string Described(GroupStep step, int first, int end)
    {
        var text = new StringBuilder();
        foreach (var operation in step.Operations.AsSpan(first, end - first))
        {
            var vectors = RegisterRuns.OperationOf(operation)!;
            double number = vectors.Number?.Invoke(operation.Node) ?? 0;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{vectors.Of<T>().TypeHandle.Value} {BitConverter.DoubleToInt64Bits(number)}"
            );
            foreach (int source in operation.Which)
                text.Append(IsUniform(step, source) ? " =" : " ")
                    .Append(CultureInfo.InvariantCulture, $"{source}");
            text.Append(IsReadLater(step, operation.To, end) ? " >" : " ")
                .Append(CultureInfo.InvariantCulture, $"{operation.To}\n");
        }
        return text.ToString();
    }

    private static bool IsUniform(GroupStep step, int source) =>
        step.Sources[source].Kind is TileSourceKind.Number or TileSourceKind.Element;

    /// <summary>Whether something beyond the operations before <paramref name="end"/> reads a source that they write.</summary>
    private static bool IsReadLater(GroupStep step, int source, int end)
    {
        if (
            step.Sources[source].Kind != TileSourceKind.Tile
            || Array.Exists(step.Reductions, reduction => reduction.Of == source)
        )
            return true;
        foreach (var operation in step.Operations.AsSpan(end))
        {
            if (operation.Which.Contains(source))
                return true;
            if (operation.To == source)
                return false;
        }
        return false;
    }

    [UnconditionalSuppressMessage(
        "AOT",
        "IL3050",
        Justification = "Called where code can be compiled only."
    )]
    private static Body Compiled(GroupStep step, int first, int end)
    {
        var method = new DynamicMethod(
            "loop",
            typeof(void),
            [typeof(Operand<T>[]), typeof(int)],
            typeof(RegisterLoop<T>).Module,
            skipVisibility: true
        );
        var code = method.GetILGenerator();
        var operations = step.Operations.AsSpan(first, end - first);
        var structs = new LocalBuilder[operations.Length];
        for (int i = 0; i < structs.Length; i++)
            structs[i] = Struct(code, operations[i]);
        var starts = Starts(code, operations);
        var values = new Dictionary<int, LocalBuilder>();
        foreach (int source in starts.Keys)
            if (IsUniform(step, source))
                values.Add(source, Loaded(code, starts[source], null));

        Label test = code.DefineLabel(),
            again = code.DefineLabel();
        var at = code.DeclareLocal(typeof(int));
        code.Emit(OpCodes.Br, test);
        code.MarkLabel(again);
        var written = new HashSet<int>();
        for (int i = 0; i < structs.Length; i++)
        {
            foreach (int source in operations[i].Which)
                if (!values.ContainsKey(source))
                    values.Add(source, Loaded(code, starts[source], at));
            values[operations[i].To] = Applied(code, structs[i], operations[i], values);
            written.Add(operations[i].To);
        }
        foreach (int source in written)
            if (IsReadLater(step, source, end))
                Store(code, values[source], starts[source], at);
        code.Emit(OpCodes.Ldloc, at);
        code.Emit(OpCodes.Ldc_I4, Vector<T>.Count);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, at);
        code.MarkLabel(test);
        code.Emit(OpCodes.Ldloc, at);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Blt, again);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Body>();
    }

    /// <summary>An operation's struct, made before the loop.</summary>
    private static LocalBuilder Struct(ILGenerator code, TileOperation operation)
    {
        var vectors = RegisterRuns.OperationOf(operation)!;
        var made = code.DeclareLocal(vectors.Of<T>());
        if (vectors.Number is not { } number)
            return made;
        if (typeof(T) == typeof(float))
            code.Emit(OpCodes.Ldc_R4, (float)number(operation.Node));
        else
            code.Emit(OpCodes.Ldc_R8, number(operation.Node));
        code.Emit(OpCodes.Newobj, vectors.Of<T>().GetConstructor([typeof(T)])!);
        code.Emit(OpCodes.Stloc, made);
        return made;
    }

    /// <summary>Where the sources that operations read or write begin.</summary>
    private static Dictionary<int, LocalBuilder> Starts(
        ILGenerator code,
        ReadOnlySpan<TileOperation> operations
    )
    {
        var starts = new Dictionary<int, LocalBuilder>();
        foreach (var operation in operations)
        foreach (int source in (int[])[.. operation.Which, operation.To])
        {
            if (starts.ContainsKey(source))
                continue;
            var start = code.DeclareLocal(typeof(T).MakeByRefType());
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldc_I4, source);
            code.Emit(OpCodes.Call, typeof(RegisterLoop<T>).GetMethod(nameof(Start), Own)!);
            code.Emit(OpCodes.Stloc, start);
            starts.Add(source, start);
        }
        return starts;
    }

    private static LocalBuilder Loaded(ILGenerator code, LocalBuilder start, LocalBuilder? at)
    {
        var value = code.DeclareLocal(typeof(Vector<T>));
        code.Emit(OpCodes.Ldloc, start);
        if (at is null)
            code.Emit(OpCodes.Ldc_I4_0);
        else
            code.Emit(OpCodes.Ldloc, at);
        code.Emit(OpCodes.Call, typeof(RegisterLoop<T>).GetMethod(nameof(Load), Own)!);
        code.Emit(OpCodes.Stloc, value);
        return value;
    }

    /// <summary>What an operation makes of values in registers; one that folds takes more of them from the left.</summary>
    private static LocalBuilder Applied(
        ILGenerator code,
        LocalBuilder made,
        TileOperation operation,
        Dictionary<int, LocalBuilder> values
    )
    {
        var vectors = RegisterRuns.OperationOf(operation)!;
        var of = vectors.Of<T>().GetMethod("Of")!;
        int[] which = operation.Which;
        int arity = of.GetParameters().Length,
            count = vectors.Folds ? which.Length : arity;
        var result = code.DeclareLocal(typeof(Vector<T>));
        for (int next = 0; next < count; )
        {
            code.Emit(OpCodes.Ldloca, made);
            int given = 0;
            if (next > 0)
            {
                code.Emit(OpCodes.Ldloc, result);
                given = 1;
            }
            for (; given < arity; given++)
                code.Emit(OpCodes.Ldloc, values[which[next++]]);
            code.Emit(OpCodes.Call, of);
            code.Emit(OpCodes.Stloc, result);
        }
        return result;
    }

    private static void Store(
        ILGenerator code,
        LocalBuilder value,
        LocalBuilder start,
        LocalBuilder at
    )
    {
        code.Emit(OpCodes.Ldloc, value);
        code.Emit(OpCodes.Ldloc, start);
        code.Emit(OpCodes.Ldloc, at);
        code.Emit(OpCodes.Call, typeof(RegisterLoop<T>).GetMethod(nameof(Write), Own)!);
    }

    private static ref T Start(Operand<T>[] table, int source) =>
        ref MemoryMarshal.GetReference(table[source].Span);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load(ref T start, int at) => Vector.LoadUnsafe(ref start, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector<T> value, ref T start, int at) =>
        value.StoreUnsafe(ref start, (nuint)at);
}
