using System.Numerics;

namespace FunctionalGrad;

/// <summary>The kernels of leakyRelu, sign, wins, strongMul and select.</summary>
internal static class Piecewise
{
    public static void Leaky<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Map(x[0], y, new LeakyOf<T>(T.CreateChecked(x.Get<Coefficient>().Value)));

    public static void LeakySlope<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Map(x[0], y, new LeakySlopeOf<T>(T.CreateChecked(x.Get<Coefficient>().Value)));

    public static void Select<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Zip(x[0], x[1], x[2], y, default(Choice<T>));

    public static void Wins<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var policy = x.Get<Ties>().Policy;
        if (policy == TiePolicy.Error)
            RequireNoTie(x[0], x[1]);
        var tie = policy switch
        {
            TiePolicy.Split => T.CreateChecked(0.5),
            TiePolicy.First => T.One,
            TiePolicy.Second or TiePolicy.Error => T.Zero,
            _ => throw new ArgumentOutOfRangeException(nameof(x)),
        };
        Lanes.Zip(x[0], x[1], y, new Share<T>(tie));
    }

    private static void RequireNoTie<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < a.Length; i++)
            if (a[i] == b[i])
                throw new NotDifferentiableException(
                    $"gradient: both inputs of a max or min are {a[i]} at element {i}, and its tie policy is Error. Choose Split, First or Second?"
                );
    }

    public readonly struct StrongProduct<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> a, Vector<T> b) =>
            Vector.ConditionalSelect(
                Vector.Equals(a, Vector<T>.Zero) | Vector.Equals(b, Vector<T>.Zero),
                Vector<T>.Zero,
                a * b
            );
    }

    public readonly struct LeakyOf<T>(T slope) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> slope = new(slope);

        public Vector<T> Of(Vector<T> x) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, slope * x);
    }

    public readonly struct LeakySlopeOf<T>(T slope) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> left = new(slope);
        private readonly Vector<T> at0 = new(T.Clamp(slope, T.Zero, T.One));

        public Vector<T> Of(Vector<T> x) =>
            Vector.ConditionalSelect(
                Vector.GreaterThan(x, Vector<T>.Zero),
                Vector<T>.One,
                // NaN is neither.
                Vector.ConditionalSelect(
                    Vector.LessThan(x, Vector<T>.Zero),
                    left,
                    Vector.ConditionalSelect(Vector.Equals(x, Vector<T>.Zero), at0, x)
                )
            );
    }
}
