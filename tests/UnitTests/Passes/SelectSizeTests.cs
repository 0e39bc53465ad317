namespace FunctionalGrad.UnitTests.Passes;

/// <summary>Gradients stay small where selects alternate with maps that follow no mask: half of what such a gradient does is to keep zeros exact.</summary>
public class SelectSizeTests
{
    private static readonly Expr Weight = Input("w", 2, 2);
    private static readonly Expr Fixed = Constant(
        NDArray<double>.Of([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    );

    private static readonly Dictionary<string, Func<Expr, Expr>> Maps = new()
    {
        ["z"] = z => z,
        ["1"] = z => Ones(z.Shape),
        ["mm z"] = z => MatMul(Weight, z),
        ["mm2 z"] = z => MatMul(z, Fixed),
        ["softmax z"] = z => Softmax(z),
        ["softmax2 z"] = z => Softmax(z, 0),
        ["logSoftmax z"] = z => LogSoftmax(z),
        ["sqrt z"] = Sqrt,
    };

    private static readonly Dictionary<string, Func<Expr, Expr>> Conditions = new()
    {
        ["z"] = z => z,
        ["z > 0"] = z => z > 0,
        ["c"] = z => Input("c", 2, 3),
    };

    private static readonly Dictionary<string, Func<Expr, Expr>> Starts = new()
    {
        ["x"] = x => x,
        ["sqrt x"] = Sqrt,
    };

    private static readonly Dictionary<string, Func<Expr, Expr>> Ends = new()
    {
        ["z"] = z => z,
        ["relu z"] = Relu,
        ["select c z 0"] = z => Where(Input("c", 2, 3), z, 0),
    };

    public static TheoryData<string, string, string> Steps
    {
        get
        {
            var steps = new TheoryData<string, string, string>();
            foreach (string around in new[] { "z", "mm z", "softmax z" })
            foreach (string taken in Maps.Keys)
            foreach (string other in Maps.Keys)
                steps.Add(around, taken, other);
            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Selects_between_matrix_products_and_softmax_keep_the_bound(
        string around,
        string taken,
        string other
    )
    {
        var over = new List<string>();
        foreach (var (on, condition) in Conditions)
        foreach (var (begin, start) in Starts)
        foreach (var (finish, end) in Ends)
        foreach (int length in new[] { 1, 3, 20 })
        {
            var z = start(Input("x", 2, 3));
            for (int i = 0; i < length; i++)
                z = Maps[around](Where(condition(z), Maps[taken](z), Maps[other](z)));
            var f = Sum(end(z));
            int forward = Tape.Of(f).Nodes.Count,
                both = Tape.Of([f, .. Gradient(f, [.. Tape.Of(f).Inputs])]).Nodes.Count;
            if (both > 6 * forward)
                over.Add($"on {on}, from {begin} to {finish}, {length} times: {forward} to {both}");
        }
        Assert.True(over.Count == 0, string.Join("\n", over));
    }
}
