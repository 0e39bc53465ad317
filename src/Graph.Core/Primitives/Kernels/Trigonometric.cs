using System.Numerics;

namespace FunctionalGrad;

/// <summary>Sine and cosine, to one unit in the last place.</summary>
/// <remarks>
/// x = n pi/2 + r, pi/2 in parts of which n times each but the last is exact; then a polynomial in r: K. C. Ng, fdlibm, k_sin.c, k_cos.c
/// and e_rem_pio2.c (Sun Microsystems, 1993). Numbers that are large, or nearer to a multiple of pi/2 than the parts reach, take the scalar function.
/// </remarks>
internal static class Trigonometric
{
    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanes.MapDoubles(x, y, new Wave(0));

    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanes.MapDoubles(x, y, new Wave(1));

    /// <summary>The sine of x and so many right angles, 0 or 1.</summary>
    private readonly struct Wave(int rightAngles) : IUnary<double>
    {
        /// <summary>1.5 * 2^52: in a sum with it a whole number stands in the lowest bits.</summary>
        private const double Whole = 6755399441055744;

        /// <summary>Up to here n has 20 bits, which the first two parts of pi/2 leave to their product with it.</summary>
        private const double Large = 1e6;

        private const double Near = 1.0 / (1L << 40);

        public Vector<double> Of(Vector<double> x)
        {
            var n = Vector.Floor(x * 0.63661977236758134308 + new Vector<double>(0.5));
            var first = x - n * 1.57079632673412561417;
            var second = n * 6.07710050630396597660e-11;
            var r = first - second;
            var lost = n * 2.02226624879595063154e-21 - ((first - r) - second);
            var angle = r - lost;
            var rest = (r - angle) - lost;
            var quadrant =
                Vector.AsVectorInt64(n + new Vector<double>(Whole)) + new Vector<long>(rightAngles);
            var even = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.Zero);
            var y = Vector.ConditionalSelect(even, SinOf(angle, rest), CosOf(angle, rest));
            var sign = Vector.ShiftLeft(quadrant & new Vector<long>(2), 62);
            y = Vector.AsVectorDouble(Vector.AsVectorInt64(y) ^ sign);
            var tooNear =
                Vector.LessThan(Vector.Abs(angle), new Vector<double>(Near))
                & ~Vector.Equals(n, Vector<double>.Zero);
            var easy = Vector.LessThan(Vector.Abs(x), new Vector<double>(Large)) & ~tooNear;
            return Vector.EqualsAll(easy, Vector<long>.AllBitsSet) ? y : WithScalars(x, y, easy);
        }

        private Vector<double> WithScalars(Vector<double> x, Vector<double> y, Vector<long> easy)
        {
            Span<double> values = stackalloc double[Vector<double>.Count];
            y.CopyTo(values);
            for (int i = 0; i < values.Length; i++)
                if (easy[i] == 0)
                    values[i] = rightAngles == 0 ? Math.Sin(x[i]) : Math.Cos(x[i]);
            return new(values);
        }

        /// <summary>sin(x + rest) for |x| up to pi/4.</summary>
        private static Vector<double> SinOf(Vector<double> x, Vector<double> rest)
        {
            var square = x * x;
            var cube = square * x;
            var p =
                square * 1.58969099521155010221e-10 - new Vector<double>(2.50507602534068634195e-8);
            p = p * square + new Vector<double>(2.75573137070700676789e-6);
            p = p * square - new Vector<double>(1.98412698298579493134e-4);
            p = p * square + new Vector<double>(8.33333333332248946124e-3);
            return x
                - (((square * (0.5 * rest - cube * p)) - rest) + cube * 1.66666666666666324348e-1);
        }

        /// <summary>cos(x + rest) for |x| up to pi/4.</summary>
        private static Vector<double> CosOf(Vector<double> x, Vector<double> rest)
        {
            var square = x * x;
            var p =
                new Vector<double>(2.08757232129817482790e-9) - square * 1.13596475577881948265e-11;
            p = p * square - new Vector<double>(2.75573143513906633035e-7);
            p = p * square + new Vector<double>(2.48015872894767294178e-5);
            p = p * square - new Vector<double>(1.38888888888741095749e-3);
            p = p * square + new Vector<double>(4.16666666666666019037e-2);
            var half = 0.5 * square;
            var most = Vector<double>.One - half;
            return most
                + (((Vector<double>.One - most) - half) + (square * (square * p) - x * rest));
        }
    }
}
