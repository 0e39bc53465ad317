using System.Numerics;

namespace FunctionalGrad;

/// <summary>Writes the value of an application, all elements of <paramref name="y"/>.</summary>
public delegate void KernelBody<T>(Operands<T> x, Span<T> y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Writes <c>y[i] = f(x[i])</c> for all i.</summary>
public delegate void Map<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>Writes <c>y[i] = f(a[i], b[i])</c> for all i.</summary>
public delegate void Zip<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

/// <summary>How a primitive computes its value: a function over spans for double, and one for float.</summary>
public sealed class Kernel
{
    private readonly KernelBody<double> inDouble;
    private readonly KernelBody<float> inSingle;

    private Kernel(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        (this.inDouble, this.inSingle) = (inDouble, inSingle);

    /// <summary>Any computation; a generic method serves as both arguments.</summary>
    public static Kernel Of(KernelBody<double> inDouble, KernelBody<float> inSingle) =>
        new(Argument.NotNull(inDouble), Argument.NotNull(inSingle));

    /// <summary>An elementwise function of one input.</summary>
    public static Kernel Map(Map<double> inDouble, Map<float> inSingle)
    {
        ArgumentNullException.ThrowIfNull(inDouble);
        ArgumentNullException.ThrowIfNull(inSingle);
        return new((x, y) => inDouble(x[0], y), (x, y) => inSingle(x[0], y));
    }

    /// <summary>An elementwise function of two inputs.</summary>
    public static Kernel Zip(Zip<double> inDouble, Zip<float> inSingle)
    {
        ArgumentNullException.ThrowIfNull(inDouble);
        ArgumentNullException.ThrowIfNull(inSingle);
        return new((x, y) => inDouble(x[0], x[1], y), (x, y) => inSingle(x[0], x[1], y));
    }

    /// <summary>An elementwise function of one number; float is computed through double.</summary>
    public static Kernel Map(Func<double, double> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new(
            (x, y) =>
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = f(x[0][i]);
            },
            (x, y) =>
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = (float)f(x[0][i]);
            }
        );
    }

    /// <summary>An elementwise function of two numbers; float is computed through double.</summary>
    public static Kernel Zip(Func<double, double, double> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new(
            (x, y) =>
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = f(x[0][i], x[1][i]);
            },
            (x, y) =>
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = (float)f(x[0][i], x[1][i]);
            }
        );
    }

    /// <summary>Computes the value of an application.</summary>
    internal NDArray<T> Run<T>(Apply node, ReadOnlySpan<NDArray<T>> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[node.Shape.Size];
        Body<T>()(new Operands<T>(inputs, node), elements);
        return NDArray<T>.Adopt(node.Shape, elements);
    }

    private KernelBody<T> Body<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Delegate)inDouble as KernelBody<T>
        ?? (Delegate)inSingle as KernelBody<T>
        ?? throw new NotSupportedException(
            $"evaluate: the element type {typeof(T).Name} is not supported. Use double or float."
        );
}
