using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace FunctionalGrad;

/// <summary>Writes the value of an application, all elements of <paramref name="y"/>, which lies apart from the inputs.</summary>
public delegate void KernelBody<T>(Operands<T> x, Span<T> y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Writes <c>y[i] = f(x[i])</c> for all i.</summary>
public delegate void Map<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>Writes <c>y[i] = f(a[i], b[i])</c> for all i.</summary>
public delegate void Zip<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

/// <summary>How a primitive computes its value, in double and in float, and what is known of how: elementwise, as a view, over axes.</summary>
/// <remarks>A body allocates nothing that it could rent, so that a program that runs it allocates nothing either.</remarks>
public abstract class Kernel
{
    private readonly KernelBody<double> inDouble;
    private readonly KernelBody<float> inSingle;

    private protected Kernel(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        (this.inDouble, this.inSingle) = (inDouble, inSingle);

    /// <summary>Any computation, over whole inputs; a generic method serves as both arguments.</summary>
    public static Kernel Of(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        new WholeKernel(Argument.NotNull(inDouble), Argument.NotNull(inSingle));

    /// <summary>An elementwise function of any number of inputs, or with attributes: it may be run on any slice of them.</summary>
    public static Kernel Elementwise(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        new ElementwiseKernel(Argument.NotNull(inDouble), Argument.NotNull(inSingle));

    /// <summary>An elementwise function of one input.</summary>
    public static Kernel Map(Map<double> inDouble, Map<float> inSingle)
    {
        ArgumentNullException.ThrowIfNull(inDouble);
        ArgumentNullException.ThrowIfNull(inSingle);
        return Elementwise((x, y) => inDouble(x[0], y), (x, y) => inSingle(x[0], y));
    }

    /// <summary>An elementwise function of two inputs.</summary>
    public static Kernel Zip(Zip<double> inDouble, Zip<float> inSingle)
    {
        ArgumentNullException.ThrowIfNull(inDouble);
        ArgumentNullException.ThrowIfNull(inSingle);
        return Elementwise((x, y) => inDouble(x[0], x[1], y), (x, y) => inSingle(x[0], x[1], y));
    }

    /// <summary>An elementwise function of one number; float is computed through double.</summary>
    public static Kernel Map(Func<double, double> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Elementwise(
            (x, y) =>
            {
                var a = x[0];
                for (int i = 0; i < y.Length; i++)
                    y[i] = f(a[i]);
            },
            (x, y) =>
            {
                var a = x[0];
                for (int i = 0; i < y.Length; i++)
                    y[i] = (float)f(a[i]);
            }
        );
    }

    /// <summary>An elementwise function of two numbers; float is computed through double.</summary>
    public static Kernel Zip(Func<double, double, double> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Elementwise(
            (x, y) =>
            {
                ReadOnlySpan<double> a = x[0],
                    b = x[1];
                for (int i = 0; i < y.Length; i++)
                    y[i] = f(a[i], b[i]);
            },
            (x, y) =>
            {
                ReadOnlySpan<float> a = x[0],
                    b = x[1];
                for (int i = 0; i < y.Length; i++)
                    y[i] = (float)f(a[i], b[i]);
            }
        );
    }

    /// <summary>The same elementwise computation, which of single numbers is the given arithmetic, to the last bit.</summary>
    internal Kernel As(ScalarCode code) => As(_ => code);

    /// <summary>The same, where attributes decide what it is.</summary>
    internal Kernel As(Func<Apply, ScalarCode> code) =>
        new ElementwiseKernel(inDouble, inSingle)
        {
            CodeOf = code,
            Vectors = (this as ElementwiseKernel)?.Vectors,
        };

    /// <summary>The same, which of vectors in registers is the given operation, to the last bit.</summary>
    internal Kernel InRegisters(VectorOperation operation) =>
        new ElementwiseKernel(inDouble, inSingle) { Vectors = operation };

    /// <summary>An elementwise function of one input, given by an operation on vectors in either element type.</summary>
    internal static Kernel Map<
        [DynamicallyAccessedMembers(VectorOperation.Needed)] TDouble,
        [DynamicallyAccessedMembers(VectorOperation.Needed)] TSingle
    >()
        where TDouble : struct, IUnary<double>
        where TSingle : struct, IUnary<float> =>
        Elementwise(
                (x, y) => Lanes.Map(x[0], y, default(TDouble)),
                (x, y) => Lanes.Map(x[0], y, default(TSingle))
            )
            .InRegisters(new(typeof(TDouble), typeof(TSingle)));

    /// <summary>The same of two inputs.</summary>
    internal static Kernel Zip<
        [DynamicallyAccessedMembers(VectorOperation.Needed)] TDouble,
        [DynamicallyAccessedMembers(VectorOperation.Needed)] TSingle
    >()
        where TDouble : struct, IBinary<double>
        where TSingle : struct, IBinary<float> =>
        Elementwise(
                (x, y) => Lanes.Zip(x[0], x[1], y, default(TDouble)),
                (x, y) => Lanes.Zip(x[0], x[1], y, default(TSingle))
            )
            .InRegisters(new(typeof(TDouble), typeof(TSingle)));

    /// <summary>A product of matrices, which are read where they lie.</summary>
    internal static Kernel Product(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        new ProductKernel(inDouble, inSingle);

    /// <summary>The elements of the input, each where the layout says.</summary>
    internal static Kernel View(ViewRule rule) => new ViewKernel(rule);

    /// <summary>Computes the value of an application.</summary>
    internal NDArray<T> Run<T>(Apply node, ReadOnlySpan<NDArray<T>> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[node.Shape.Size];
        Body<T>()(new Operands<T>(inputs, node), elements);
        return NDArray<T>.Adopt(node.Shape, elements);
    }

    /// <summary>The computation in one element type.</summary>
    internal KernelBody<T> Body<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Delegate)inDouble as KernelBody<T>
        ?? (Delegate)inSingle as KernelBody<T>
        ?? throw new NotSupportedException(
            $"evaluate: the element type {typeof(T).Name} is not supported. Use double or float."
        );
}

/// <summary>A computation of which nothing more is known.</summary>
internal sealed class WholeKernel(KernelBody<double> inDouble, KernelBody<float> inSingle)
    : Kernel(inDouble, inSingle);

/// <summary>The product of matrices: <see cref="MatrixProduct.Run{T}"/> of dense ones, and the same bits in whatever strides they lie.</summary>
internal sealed class ProductKernel(KernelBody<double> inDouble, KernelBody<float> inSingle)
    : Kernel(inDouble, inSingle);

/// <summary>Element i of the output is made of the elements i of the inputs, with the same bits in whatever slice they stand.</summary>
internal sealed class ElementwiseKernel(KernelBody<double> inDouble, KernelBody<float> inSingle)
    : Kernel(inDouble, inSingle)
{
    /// <summary>What it computes of single numbers, where that is one operation of arithmetic.</summary>
    public Func<Apply, ScalarCode> CodeOf { get; init; } = _ => ScalarCode.Body;

    /// <summary>What it computes of vectors in registers, where that is one operation.</summary>
    public VectorOperation? Vectors { get; init; }
}
