using System.Numerics;

namespace FunctionalGrad;

/// <summary>The share of the gradient that a wins against b.</summary>
internal static class Share
{
    public static void Run<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> a = x[0],
            b = x[1];
        var policy = x.Get<Ties>().Policy;
        T tie = policy switch
        {
            TiePolicy.Split => T.CreateChecked(0.5),
            TiePolicy.First => T.One,
            TiePolicy.Second => T.Zero,
            TiePolicy.Error => T.NaN,
            _ => throw new ArgumentOutOfRangeException(nameof(x)),
        };
        for (int i = 0; i < y.Length; i++)
        {
            if (a[i] == b[i] && policy == TiePolicy.Error)
                throw new NotDifferentiableException(
                    $"gradient: both inputs of a max or min are {a[i]} at element {i}, and its tie policy is Error. Choose Split, First or Second?"
                );
            y[i] =
                a[i] > b[i] ? T.One
                : a[i] < b[i] ? T.Zero
                : a[i] == b[i] ? tie
                : T.NaN;
        }
    }
}
