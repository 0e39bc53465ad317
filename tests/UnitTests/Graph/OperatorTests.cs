namespace FunctionalGrad.UnitTests.Graph;

public class OperatorTests
{
    private static readonly Expr X = Input("x", 2);
    private static readonly Expr Y = Input("y", 2);

    public static TheoryData<string> Names => [.. Cases.Keys];

    // At x = (2, 4) and y = (4, 4).
    private static readonly Dictionary<string, (Expr Value, double[] Expected)> Cases = new()
    {
        ["x + y"] = (X + Y, [6, 8]),
        ["x + 1"] = (X + 1, [3, 5]),
        ["1 + x"] = (1 + X, [3, 5]),
        ["x + 0.5"] = (X + 0.5, [2.5, 4.5]),
        ["0.5 + x"] = (0.5 + X, [2.5, 4.5]),
        ["x - y"] = (X - Y, [-2, 0]),
        ["x - 1"] = (X - 1, [1, 3]),
        ["1 - x"] = (1 - X, [-1, -3]),
        ["x - 0.5"] = (X - 0.5, [1.5, 3.5]),
        ["0.5 - x"] = (0.5 - X, [-1.5, -3.5]),
        ["x * y"] = (X * Y, [8, 16]),
        ["x * 3"] = (X * 3, [6, 12]),
        ["3 * x"] = (3 * X, [6, 12]),
        ["x * 0.5"] = (X * 0.5, [1, 2]),
        ["0.5 * x"] = (0.5 * X, [1, 2]),
        ["x / y"] = (X / Y, [0.5, 1]),
        ["x / 4"] = (X / 4, [0.5, 1]),
        ["4 / x"] = (4 / X, [2, 1]),
        ["x / 0.5"] = (X / 0.5, [4, 8]),
        ["0.5 / x"] = (0.5 / X, [0.25, 0.125]),
        ["-x"] = (-X, [-2, -4]),
        ["x ^ 3"] = (Pow(X, 3), [8, 64]),
        ["x ^ 0.5"] = (Pow(X, 0.5), [Math.Sqrt(2), 2]),
        ["2 ^ x"] = (Pow(2, X), [4, 16]),
        ["x ^ y"] = (Pow(X, Y), [16, 256]),
        ["x > y"] = (X > Y, [0, 0]),
        ["x > 3"] = (X > 3, [0, 1]),
        ["3 > x"] = (3 > X, [1, 0]),
        ["x < y"] = (X < Y, [1, 0]),
        ["x < 3"] = (X < 3, [1, 0]),
        ["3 < x"] = (3 < X, [0, 1]),
        ["x >= y"] = (X >= Y, [0, 1]),
        ["x >= 4"] = (X >= 4, [0, 1]),
        ["4 >= x"] = (4 >= X, [1, 1]),
        ["x <= y"] = (X <= Y, [1, 1]),
        ["x <= 2"] = (X <= 2, [1, 0]),
        ["2 <= x"] = (2 <= X, [1, 1]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Expressions_and_numbers_stand_on_either_side(string name)
    {
        var (value, expected) = Cases[name];
        var at = Evaluate.Value(value, (X, NDArray.Of([2.0, 4])), (Y, NDArray.Of([4.0, 4])));
        Assert.Equal(expected, at.ToArray());
    }
}
