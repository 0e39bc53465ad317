using System.Numerics;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Arithmetic over many elements runs in one loop, and has the bits that each operation has by itself.</summary>
[Collection(nameof(Alone))]
public sealed class RegisterLoopTests
{
    /// <summary>Whole vectors, and a remainder.</summary>
    private static readonly int[] Sizes = [1 << 14, (1 << 14) + 1029];

    private static readonly double[] Wild =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0.0,
        -0.0,
        1.0,
        -1.0,
        1e300,
        1e-310,
        0.1,
    ];

    public static TheoryData<string> Arithmetic =>
        [
            .. Primitives
                .All.Where(p => p.Kernel is ElementwiseKernel { Vectors: { } })
                .Select(p => p.Name),
        ];

    [Theory]
    [MemberData(nameof(Arithmetic))]
    public void An_operation_in_registers_has_the_bits_of_its_kernel(string name)
    {
        var primitive = Primitives.All.Single(p => p.Name == name);
        foreach (var attributes in primitive.Samples)
        foreach (int size in Sizes)
        {
            var inputs = new Expr[
                Math.Max(primitive.Arity.Least, Math.Min(3, primitive.Arity.Most))
            ];
            for (int i = 0; i < inputs.Length; i++)
                inputs[i] = Input($"x{i}", size);
            var y = primitive.Apply(attributes, inputs);
            Expr[] outputs = [y, Abs(y) - y];
            var program = Compile.Of(outputs);
            Assert.Contains("in registers", program.ToString());
            Same(program, outputs, Values<double>(inputs, size));
            Same(program, outputs, Values<float>(inputs, size));
        }
    }

    [Fact]
    public void What_stays_in_registers_and_what_others_read()
    {
        Expr x = Input("x", 300, 100),
            row = Input("row", 100),
            number = Input("number");
        var scaled = (x - row) * number + 0.5;
        var kept = Max(scaled, x) / 3;
        // An exponential is no arithmetic: it parts two runs. A sum reads a tile, an output is a slot.
        var after = Exp(kept * -0.1) + scaled - kept;
        var program = Programs.SameAsInterpreter(kept, after, Sum(after * scaled), Sum(kept, [0]));
        Assert.Contains("in registers", program.ToString());
        Programs.RunsWithoutAllocating(program);
    }

    [Fact]
    public void Few_elements_are_not_worth_a_loop()
    {
        var x = Input("x", 1000);
        Assert.DoesNotContain("in registers", Compile.Of([(x + 1) * 2 - x]).ToString());
    }

    /// <summary>All pairs of wild numbers meet, and all triples.</summary>
    private static Binding<T>[] Values<T>(Expr[] inputs, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. inputs.Select(
                (input, which) =>
                    new Binding<T>(
                        input,
                        NDArray<T>.Create(
                            [size],
                            elements =>
                            {
                                int every = (int)Math.Pow(Wild.Length, which);
                                for (int i = 0; i < elements.Length; i++)
                                    elements[i] = T.CreateTruncating(Wild[i / every % Wild.Length]);
                            }
                        )
                    )
            ),
        ];

    private static void Same<T>(CompiledProgram program, Expr[] outputs, Binding<T>[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Evaluate.Values(Tape.Of(outputs), inputs);
        var found = program.Run<T>(inputs);
        for (int i = 0; i < outputs.Length; i++)
            Assert.True(expected[i].SameBits(found[i]), $"{outputs[i]} of {typeof(T).Name}");
    }
}
