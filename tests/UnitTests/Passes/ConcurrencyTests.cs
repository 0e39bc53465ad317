namespace FunctionalGrad.UnitTests.Passes;

public class ConcurrencyTests
{
    [Fact]
    public void Graphs_are_built_differentiated_and_evaluated_from_many_threads_at_once()
    {
        Expr x = Input("x", 4),
            w = Input("w", 4, 3);
        var shared = Sum(Exp(MatMul(x, w) * 0.1));
        var atX = NDArray<double>.Of([4], [1, -2, 0.5, 3]);
        var atW = NDArray<double>.Create([4, 3], elements => elements.Fill(0.25));
        string[] texts = new string[32];
        var values = new double[texts.Length][];
        Parallel.For(
            0,
            texts.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            thread =>
            {
                var f = thread % 2 == 0 ? shared : Sum(Exp(MatMul(x, w) * 0.1));
                var module = ModulePath.Named($"thread{thread}", () => Exp(f));
                Assert.Equal($"thread{thread}", ((Apply)module).Module);
                var gradient = Simplify.Graph([f, .. Gradient(f, x, w), Hvp(f, x, x)]);
                texts[thread] = Source.Of(gradient);
                values[thread] =
                [
                    .. Evaluate
                        .Values<double>(gradient, (x, atX), (w, atW))
                        .SelectMany(value => value.Span.ToArray()),
                ];
            }
        );
        Assert.All(texts, text => Assert.Equal(texts[0], text));
        Assert.All(values, value => Assert.Equal(values[0], value));
    }

    [Fact]
    public void One_tape_is_evaluated_from_many_threads_at_once()
    {
        var x = Input("x");
        var tape = Tape.Of(Gradient(Exp(x * x) * x, x)[0]);
        var results = new double[200];
        Parallel.For(
            0,
            results.Length,
            i => results[i] = Evaluate.Values<double>(tape, [(x, i / 200.0)])[0].ToScalar()
        );
        Assert.All(
            Enumerable.Range(0, results.Length),
            i =>
                Assert.Equal(
                    Evaluate.Values<double>(tape, [(x, i / 200.0)])[0].ToScalar(),
                    results[i]
                )
        );
    }

    [Fact]
    public void Arrays_given_in_are_copied_and_nothing_given_out_changes_a_graph()
    {
        double[] elements = [1, 2, 3];
        int[] lengths = [3];
        Expr[] terms = [Input("a", 3), Input("b", 3)];
        var constant = Constant(NDArray<double>.Of(Shape.Of(lengths), elements));
        var sum = Add(terms);
        var text = Source.Of(sum * constant);
        elements[0] = 99;
        lengths[0] = 99;
        terms[0] = Input("c", 3);
        Assert.Equal(text, Source.Of(sum * constant));
        var copy = ((Constant)constant).Value.Span.ToArray();
        copy[0] = 99;
        var inputs = ((Apply)sum).Inputs.ToArray();
        inputs[0] = terms[0];
        Assert.Equal(text, Source.Of(sum * constant));
        var bound = new[] { 1.0, 2, 3 };
        var value = NDArray<double>.Of([3], bound);
        bound[0] = 99;
        Assert.Equal([1, 2, 3], Evaluate.Value(Input("x", 3), ("x", value)).Span.ToArray());
    }
}
