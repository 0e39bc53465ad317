using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The complementary error function, by ratios of polynomials on four intervals.</summary>
/// <remarks>Intervals and coefficients: fdlibm, s_erf.c (Sun Microsystems, 1993).</remarks>
internal static class ErrorFunction
{
    private const double Near = 0.84375;
    private const double Tail = 1.25;
    private const double LateTail = 1 / 0.35;

    /// <summary>erf 1, rounded so that its difference from 1 is exact.</summary>
    private const double AtOne = 8.45062911510467529297e-01;

    private static ReadOnlySpan<double> NearTop =>
        [
            -2.37630166566501626084e-05,
            -5.77027029648944159157e-03,
            -2.84817495755985104766e-02,
            -3.25042107247001499370e-01,
            1.28379167095512558561e-01,
        ];

    private static ReadOnlySpan<double> NearBottom =>
        [
            -3.96022827877536812320e-06,
            1.32494738004321644526e-04,
            5.08130628187576562776e-03,
            6.50222499887672944485e-02,
            3.97917223959155352819e-01,
            1,
        ];

    private static ReadOnlySpan<double> MiddleTop =>
        [
            -2.16637559486879084300e-03,
            3.54783043256182359371e-02,
            -1.10894694282396677476e-01,
            3.18346619901161753674e-01,
            -3.72207876035701323847e-01,
            4.14856118683748331666e-01,
            -2.36211856075265944077e-03,
        ];

    private static ReadOnlySpan<double> MiddleBottom =>
        [
            1.19844998467991074170e-02,
            1.36370839120290507362e-02,
            1.26171219808761642112e-01,
            7.18286544141962662868e-02,
            5.40397917702171048937e-01,
            1.06420880400844228286e-01,
            1,
        ];

    private static ReadOnlySpan<double> TailTop =>
        [
            -9.81432934416914548592e+00,
            -8.12874355063065934246e+01,
            -1.84605092906711035994e+02,
            -1.62396669462573470355e+02,
            -6.23753324503260060396e+01,
            -1.05586262253232909814e+01,
            -6.93858572707181764372e-01,
            -9.86494403484714822705e-03,
        ];

    private static ReadOnlySpan<double> TailBottom =>
        [
            -6.04244152148580987438e-02,
            6.57024977031928170135e+00,
            1.08635005541779435134e+02,
            4.29008140027567833386e+02,
            6.45387271733267880336e+02,
            4.34565877475229228821e+02,
            1.37657754143519042600e+02,
            1.96512716674392571292e+01,
            1,
        ];

    private static ReadOnlySpan<double> LateTailTop =>
        [
            -4.83519191608651397019e+02,
            -1.02509513161107724954e+03,
            -6.37566443368389627722e+02,
            -1.60636384855821916062e+02,
            -1.77579549177547519889e+01,
            -7.99283237680523006574e-01,
            -9.86494292470009928597e-03,
        ];

    private static ReadOnlySpan<double> LateTailBottom =>
        [
            -2.24409524465858183362e+01,
            4.74528541206955367215e+02,
            2.55305040643316442583e+03,
            3.19985821950859553908e+03,
            1.53672958608443695994e+03,
            3.25792512996573918826e+02,
            3.03380607434824582924e+01,
            1,
        ];

    /// <summary>Where erf t is t + t <see cref="NearZero"/>, and its complement no small number.</summary>
    public static Vector<long> IsNearZero(Vector<double> t) => Vector.LessThan(t, new(Near));

    /// <summary>erf(t) / t - 1 of a square t^2.</summary>
    public static Vector<double> NearZero(Vector<double> square) =>
        Ratio(NearTop, NearBottom, square);

    /// <summary>weight erfc(t + rest) for t from 0 on, given the square and what rounding took from t and from that.</summary>
    public static Vector<double> Complement(
        Vector<double> t,
        Vector<double> rest,
        Vector<double> square,
        Vector<double> rounding,
        Vector<double> weight
    )
    {
        Vector<long> isNear = IsNearZero(t),
            isTail = Vector.GreaterThanOrEqual(t, new(Tail));
        var half = new Vector<double>(0.5);
        var y = half - ((t - half) + Vector.FusedMultiplyAdd(t, NearZero(square), rest));
        if (Vector.EqualsAll(isNear, Vector<long>.AllBitsSet))
            return weight * y;
        var middle =
            new Vector<double>(1 - AtOne)
            - Ratio(MiddleTop, MiddleBottom, (t - Vector<double>.One) + rest);
        y = weight * Vector.ConditionalSelect(isNear, y, middle);
        return Vector.EqualsAny(isTail, Vector<long>.AllBitsSet)
            ? Vector.ConditionalSelect(isTail, OfTail(t, rest, square, rounding, weight), y)
            : y;
    }

    /// <summary>weight e^(R(1 / t^2) - 0.5625 - t^2) / t, all roundings carried into the one exponential.</summary>
    private static Vector<double> OfTail(
        Vector<double> t,
        Vector<double> rest,
        Vector<double> square,
        Vector<double> rounding,
        Vector<double> weight
    )
    {
        var inverse = Vector<double>.One / square;
        var isLate = Vector.GreaterThanOrEqual(t, new(LateTail));
        var ratio = Ratio(TailTop, TailBottom, inverse);
        if (Vector.EqualsAny(isLate, Vector<long>.AllBitsSet))
            ratio = Vector.ConditionalSelect(
                isLate,
                Ratio(LateTailTop, LateTailBottom, inverse),
                ratio
            );
        var offset = ratio - new Vector<double>(0.5625);
        var exponent = offset - square;
        var lost = offset - (exponent + square);
        var carry = lost - rounding - rest * t * inverse;
        return default(DoubleExp).Of(exponent, carry) * weight / t;
    }

    /// <summary>Two polynomials, the highest powers first, one over the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Ratio(
        ReadOnlySpan<double> top,
        ReadOnlySpan<double> bottom,
        Vector<double> x
    )
    {
        Vector<double> p = new(top[0]),
            q = new(bottom[0]);
        for (int i = 1; i < top.Length; i++)
            p = Vector.FusedMultiplyAdd(p, x, new(top[i]));
        for (int i = 1; i < bottom.Length; i++)
            q = Vector.FusedMultiplyAdd(q, x, new(bottom[i]));
        return p / q;
    }
}
