using System.Numerics;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What random graphs of small arrays cannot show: tiles, blocks, lanes, and parts for threads.</summary>
public class LargeGraphTests
{
    private const int GraphsEach = 25;

    private static readonly double[] Wild =
    [
        double.NaN,
        double.NegativeInfinity,
        -0.0,
        1e300,
        1e-310,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_program_computes_what_the_interpreter_computes(int threads)
    {
        using var setting = new ThreadSetting(threads);
        int instructions = 0;
        for (int seed = threads * GraphsEach; seed < (threads + 1) * GraphsEach; seed++)
        {
            var outputs = LargeGraphs.Of(seed);
            var program = Compile.Of(outputs);
            instructions += program.InstructionCount;
            foreach (bool wild in new[] { false, true })
            {
                var bindings = Bindings(program, wild);
                Same(bindings);
                Same(
                    Array.ConvertAll(
                        bindings,
                        at => new Binding<float>(at.Name, at.Value.Convert<float>())
                    )
                );
            }

            void Same<T>(Binding<T>[] bindings)
                where T : unmanaged, IBinaryFloatingPointIeee754<T>
            {
                var expected = Evaluate.Values(Tape.Of(outputs), bindings);
                var found = program.Run<T>(bindings);
                for (int i = 0; i < outputs.Length; i++)
                    Assert.True(
                        expected[i].SameBits(found[i]),
                        $"output {i} of graph {seed}: {outputs[i]}"
                    );
            }
        }
        Assert.True(instructions > 5 * GraphsEach, $"{instructions} instructions in all");
    }

    private static Binding<double>[] Bindings(CompiledProgram program, bool wild) =>
        [
            .. Programs
                .Bindings(program)
                .Select(
                    (at, input) =>
                        new Binding<double>(
                            at.Name,
                            NDArray<double>.Create(
                                at.Value.Shape,
                                elements =>
                                {
                                    at.Value.Span.CopyTo(elements);
                                    for (int i = 3 + input; wild && i < elements.Length; i += 41)
                                        elements[i] = Wild[i % Wild.Length];
                                }
                            )
                        )
                ),
        ];
}
