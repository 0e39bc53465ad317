using System.Numerics;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Random large graphs of arithmetic, with shared parts, several outputs, reductions, views and products, have the interpreter's bits.</summary>
public class RandomRegisterLoopTests
{
    private static readonly int[][] Shapes =
    [
        [128, 128],
        [(1 << 14) + 1029],
        [129, 7, 19],
        [2000, 10],
        [3, 6000],
        [1, 16400],
    ];

    private static readonly double[] Wild =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0.0,
        -0.0,
        1e300,
        5e-324,
        1e-40,
    ];

    [Fact]
    public void A_program_in_registers_computes_what_the_interpreter_computes()
    {
        int inRegisters = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var outputs = Outputs(random);
            using var setting = new ThreadSetting(1 + seed % 4);
            var program = Compile.Of(outputs);
            inRegisters += program.ToString().Contains("in registers") ? 1 : 0;
            if (seed % 2 == 0)
                Same<double>(program, outputs, seed);
            else
                Same<float>(program, outputs, seed);
        }
        Assert.InRange(inRegisters, 30, 40);
    }

    private static Expr[] Outputs(Random random)
    {
        int[] lengths = Shapes[random.Next(Shapes.Length)];
        var nodes = Leaves(random, lengths);
        int count = random.Next(10) == 0 ? 150 : random.Next(2, 30),
            nearby = random.Next(1, 12);
        Expr Pick() =>
            nodes[
                random.Next(3) == 0
                    ? random.Next(nodes.Count)
                    : Math.Max(0, nodes.Count - 1 - random.Next(nearby))
            ];
        for (int i = 0; i < count; i++)
            nodes.Add(Operation(random, Pick(), random.Next(6) == 0 ? nodes[^1] : Pick(), Pick()));
        return
        [
            nodes[^1],
            nodes[random.Next(nodes.Count)] - 1,
            Sum(nodes[random.Next(nodes.Count)]),
            Sum(nodes[^1] * 2, [lengths.Length - 1]),
        ];
    }

    private static List<Expr> Leaves(Random random, int[] lengths)
    {
        var shape = Shape.Of(lengths);
        List<Expr> leaves = [Input("x", lengths), Input("y", lengths)];
        if (random.Next(2) == 0)
            leaves.Add(Broadcast(Input("number"), shape));
        if (random.Next(2) == 0)
            leaves.Add(Broadcast(Input("row", lengths[^1]), shape));
        if (random.Next(2) == 0)
            leaves.Add(Reshape(Input("flat", shape.Size), shape));
        if (lengths.Length == 2 && random.Next(2) == 0)
            leaves.Add(Transpose(Input("turned", lengths[1], lengths[0])));
        if (lengths.Length == 2 && random.Next(2) == 0)
            leaves.Add(MatMul(Input("left", lengths[0], 5), Input("right", 5, lengths[1])));
        return leaves;
    }

    private static Expr Operation(Random random, Expr a, Expr b, Expr c) =>
        random.Next(20) switch
        {
            0 => a + b,
            1 => a - b,
            2 => a * b,
            3 => a / b,
            4 => Max(a, b),
            5 => Min(a, b),
            6 => -a,
            7 => Abs(a),
            8 => Sqrt(a),
            9 => Square(a),
            10 => 1 / a,
            11 => a + 0.5,
            12 => -2 * a,
            13 => Where(a > b, b, c),
            14 => Primitives.Add.Apply(a, b, c, a),
            15 => LeakyRelu(a, 0.1),
            16 => StrongMul(a, b),
            17 => a <= b,
            18 => Tanh(a),
            _ => b - Broadcast(Sum(a), a.Shape),
        };

    private static void Same<T>(CompiledProgram program, Expr[] outputs, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        Binding<T>[] inputs =
        [
            .. program.Inputs.Select(input => new Binding<T>(
                input,
                NDArray<T>.Create(input.Shape, elements => Fill(elements, random))
            )),
        ];
        var expected = Evaluate.Values(Tape.Of(outputs), inputs);
        var found = program.Run<T>(inputs);
        for (int i = 0; i < outputs.Length; i++)
            Assert.True(expected[i].SameBits(found[i]), $"seed {seed}, output {i}");
    }

    private static void Fill<T>(Span<T> elements, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < elements.Length; i++)
            elements[i] = T.CreateTruncating(
                random.Next(200) == 0 ? Wild[random.Next(Wild.Length)] : random.NextDouble() * 4 - 2
            );
    }
}
