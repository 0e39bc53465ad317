using System.Numerics;

namespace FunctionalGrad;

/// <summary>The kernel of whereAny.</summary>
internal static class Conditions
{
    public static void Keep<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (HoldSomewhere(x))
            x[0].CopyTo(y);
        else
            y.Clear();
    }

    /// <summary>Whether there is an element at which all inputs but the first hold.</summary>
    public static bool HoldSomewhere<T>(Operands<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int plain = x.Count - x.Get<Inverted>().Last;
        for (int i = 0; i < x[1].Length; i++)
        {
            int input = 1;
            while (input < plain && x[input][i] != T.Zero)
                input++;
            if (input < plain)
                continue;
            while (input < x.Count && (x[input][i] == T.Zero || T.IsNaN(x[input][i])))
                input++;
            if (input == x.Count)
                return true;
        }
        return false;
    }
}
