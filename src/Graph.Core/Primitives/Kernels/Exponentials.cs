using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>e^x - 1, log(1 + x), the hyperbolic tangent and the exponential rectifier, without cancellation.</summary>
/// <remarks>
/// Near 0 by a rational function (S. Moshier, Cephes, unity.c), or by W. Kahan's correction of the rounding in 1 + x
/// (N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 1.14.1).
/// </remarks>
[SkipLocalsInit]
internal static class Exponentials
{
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                default(SingleExp)
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                default(DoubleExp)
            );
    }

    public static void Log<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                default(SingleLog)
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                default(DoubleLog)
            );
    }

    public static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> exp = stackalloc T[x.Length];
                Exp(x, exp);
                Lanes.Zip(x, exp, y, new LessOne<T>());
            }
        );

    public static void Log1P<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> log = stackalloc T[x.Length];
                Arithmetic.Add(x, T.One, log);
                Log<T>(log, log);
                Lanes.Zip(x, log, y, default(Corrected<T>));
            }
        );

    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> exp = stackalloc T[x.Length];
                Arithmetic.Abs(x, exp);
                Arithmetic.Multiply(exp, T.CreateChecked(-2), exp);
                Exp<T>(exp, exp);
                Lanes.Zip(x, exp, y, new TanhOf<T>());
            }
        );

    public static void Elu<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        ExpM1(x, y);
        Arithmetic.Multiply(y, T.CreateChecked(operands.Get<Coefficient>().Value), y);
        Lanes.Zip(x, y, y, default(RightOf<T>));
    }

    /// <summary>1 where x > 0, alpha e^x where x &lt; 0; at 0 the number nearest 0 between alpha and 1.</summary>
    public static void EluSlope<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        var alpha = T.CreateChecked(operands.Get<Coefficient>().Value);
        Exp(x, y);
        Arithmetic.Multiply(y, alpha, y);
        Lanes.Zip(x, y, y, new SlopeOf<T>(T.Clamp(alpha, T.Zero, T.One)));
    }

    /// <summary>Given x and the slope left of 0: 1 right of 0, and at 0 the given number.</summary>
    private readonly struct SlopeOf<T>(T at0) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> at0 = new(at0);

        public Vector<T> Of(Vector<T> x, Vector<T> left) =>
            Vector.ConditionalSelect(
                Vector.Equals(x, Vector<T>.Zero),
                at0,
                Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, left)
            );
    }

    /// <summary>Given x and e^x: e^x - 1.</summary>
    internal readonly struct LessOne<T>() : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> half = new(T.CreateChecked(0.5));
        private readonly Vector<T> p0 = new(T.CreateChecked(1.2617719307481059087798E-4));
        private readonly Vector<T> p1 = new(T.CreateChecked(3.0299440770744196129956E-2));
        private readonly Vector<T> q0 = new(T.CreateChecked(3.0019850513866445504159E-6));
        private readonly Vector<T> q1 = new(T.CreateChecked(2.5244834034968410419224E-3));
        private readonly Vector<T> q2 = new(T.CreateChecked(2.2726554820815502876593E-1));

        public Vector<T> Of(Vector<T> x, Vector<T> exp)
        {
            var square = x * x;
            var p = x * ((p0 * square + p1) * square + Vector<T>.One);
            var q = ((q0 * square + q1) * square + q2) * square + Vector<T>.One + Vector<T>.One;
            var near = p / (q - p);
            return Vector.ConditionalSelect(
                Vector.LessThan(Vector.Abs(x), half),
                near + near,
                exp - Vector<T>.One
            );
        }
    }

    /// <summary>Given x and log(1 + x), where 1 + x was rounded: log(1 + x).</summary>
    internal readonly struct Corrected<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> log)
        {
            var rounded = (Vector<T>.One + x) - Vector<T>.One;
            return Vector.ConditionalSelect(
                Vector.Equals(rounded, Vector<T>.Zero),
                x,
                Vector.ConditionalSelect(Vector.Equals(rounded, x), log, log * (x / rounded))
            );
        }
    }

    /// <summary>Given x and e^(-2|x|): tanh |x| = -m / (2 + m) with m = e^(-2|x|) - 1, with the sign of x.</summary>
    private readonly struct TanhOf<T>() : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly LessOne<T> lessOne = new();

        public Vector<T> Of(Vector<T> x, Vector<T> exp)
        {
            var a = Vector.Abs(x);
            var m = lessOne.Of(-(a + a), exp);
            var tanh = -m / (m + Vector<T>.One + Vector<T>.One);
            return Vector.ConditionalSelect(
                Vector.Equals(x, Vector<T>.Zero),
                x,
                Vector.CopySign(tanh, x)
            );
        }
    }

    /// <summary>x on the right of 0, what is given elsewhere.</summary>
    private readonly struct RightOf<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> left) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, left);
    }
}
