namespace FunctionalGrad;

/// <summary>Branch signatures that several primitives share.</summary>
internal static class Branches
{
    private const int NaN = 2;
    private const double Countable = 1 << 29;

    /// <summary>The sign of the only input: -1, 0, 1.</summary>
    public static BranchSignature SignOfInput { get; } =
        (x, branch) =>
        {
            var a = x[0];
            for (int i = 0; i < branch.Length; i++)
                branch[i] = Compare(a[i], 0);
        };

    /// <summary>How the first input compares to the second: -1 less, 0 equal, 1 greater.</summary>
    public static BranchSignature ComparisonOfInputs { get; } =
        (x, branch) =>
        {
            ReadOnlySpan<double> a = x[0],
                b = x[1];
            for (int i = 0; i < branch.Length; i++)
                branch[i] = Compare(a[i], b[i]);
        };

    /// <summary>Whether the first input, a condition, is 0.</summary>
    public static BranchSignature ConditionOfInput { get; } =
        (x, branch) =>
        {
            var c = x[0];
            for (int i = 0; i < branch.Length; i++)
                branch[i] = c[i] == 0 ? 0 : 1;
        };

    /// <summary>The integer that the only input lies on (even numbers), or the two that it lies between (odd ones); of huge numbers each is a branch of its own.</summary>
    public static BranchSignature CellOfInput { get; } =
        (x, branch) =>
        {
            var a = x[0];
            for (int i = 0; i < branch.Length; i++)
            {
                double floor = Math.Floor(a[i]);
                branch[i] =
                    Math.Abs(floor) < Countable
                        ? 2 * (int)floor + (floor == a[i] ? 0 : 1)
                        : BitConverter.DoubleToInt64Bits(a[i]).GetHashCode();
            }
        };

    private static int Compare(double a, double b) =>
        a > b ? 1
        : a < b ? -1
        : a == b ? 0
        : NaN;
}
