using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Graphs of single numbers run as a flat tape, with the bits of the interpreter.</summary>
[Collection(nameof(Alone))]
public sealed class ScalarTapeTests
{
    private static Expr[] Variables(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Input($"x{i}"))];

    [Fact]
    public void A_product_of_many_variables_and_its_gradient_are_one_instruction_without_an_arena()
    {
        var x = Variables(1000);
        var product = x.Aggregate((a, b) => a * b);
        var program = SameAsInterpreter([product, .. Gradient(product, x)]);
        Assert.Equal(1, program.InstructionCount);
        Assert.Equal(0, program.ArenaLength);
    }

    [Fact]
    public void Rosenbrocks_function_of_many_variables_is_too()
    {
        var x = Variables(200);
        var terms = Enumerable
            .Range(0, x.Length - 1)
            .Select(i => 100 * Square(x[i + 1] - Pow(x[i], 2)) + Pow(1 - x[i], 2));
        var f = Add([.. terms]);
        Assert.Equal(1, SameAsInterpreter([f, .. Gradient(f, x)]).InstructionCount);
    }

    [Fact]
    public void Every_elementwise_primitive_has_its_bits_in_single_numbers_too()
    {
        Expr a = Input("a"),
            b = Input("b"),
            c = Input("c");
        int tried = 0;
        foreach (var primitive in Primitives.All)
        foreach (var attributes in primitive.Samples)
        {
            Expr[] inputs = [a, b, c];
            if (primitive.Arity.IsVariadic)
                inputs = [a, b, c, a];
            else if (primitive.Arity.Most < 3)
                inputs = inputs[..primitive.Arity.Most];
            Expr y;
            try
            {
                y = primitive.Apply(attributes, inputs);
            }
            catch (ShapeException)
            {
                continue;
            }
            if (y.Shape.Rank > 0 || attributes is Ties { Policy: TiePolicy.Error })
                continue;
            tried++;
            var program = Compile.Of([y * 1.5, y]);
            double[] numbers =
            [
                0,
                -0.0,
                1,
                -1,
                2.5,
                -1e-3,
                double.NaN,
                double.PositiveInfinity,
                1e300,
            ];
            foreach (double first in numbers)
            foreach (double second in numbers)
            {
                Binding<double>[] bindings = [(a, first), (b, second), (c, 0.75)];
                var expected = Evaluate.Values(Tape.Of(program.Outputs), bindings);
                var found = program.Run(bindings);
                for (int i = 0; i < expected.Count; i++)
                    Assert.True(
                        found[i].SameBits(expected[i])
                            || (
                                double.IsNaN(found[i].ToScalar())
                                && double.IsNaN(expected[i].ToScalar())
                            ),
                        $"{y} at {first}, {second}: {found[i]}, not {expected[i]}"
                    );
            }
        }
        Assert.True(tried > 40, $"{tried} primitives");
    }

    [Fact]
    public void Runs_side_by_side_in_chains_and_scattered_have_the_bits_of_the_interpreter()
    {
        var x = Variables(41);
        Expr[] forwards = [.. x.Skip(1).Select((v, i) => (v - x[i]) * 3 / (1 + Square(x[i])))],
            backwards = [.. x.Select((v, i) => -(v * x[^(i + 1)]) + Pow(v, 3))];
        var sum = Add([.. forwards, .. backwards]);
        var late = x.Aggregate(Constant(1), (a, b) => b - a);
        var chosen = x.Select((v, i) => Where(v > x[^(i + 1)], v * 2, -v));
        var kernels = x.Select((v, i) => Sin(v) * Exp(Max(x[^(i + 1)], v)) + Pow(v, 1.5));
        var all = Add([sum, late, .. chosen, .. kernels]);
        Expr[] outputs = [all, x[3], x[3], -x[3], .. Gradient(all, x)];
        Assert.True(SameAsInterpreter(outputs).InstructionCount < 5);
    }

    [Fact]
    public void Powers_that_alternate_between_kinds_end_each_in_its_own_cell()
    {
        var z = Input("x0");
        Expr sum = z;
        for (int i = 0; i < 300; i++)
            sum += z =
                i % 3 == 0 ? Sin(z)
                : i % 3 == 1 ? z * 1.01
                : Cos(z + i % 7);
        SameAsInterpreter([sum, z, .. Gradient(sum, Input("x0"))]);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var x = Variables(50);
        var f = Sin(x.Aggregate((a, b) => a * b)) + Exp(x[0]);
        var program = Compile.Of([f, .. Gradient(f, x)]);
        RunsWithoutAllocating(program);
    }
}
