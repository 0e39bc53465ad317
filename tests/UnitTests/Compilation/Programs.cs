namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What tests of compiled programs share: arrays of ordinary numbers, and the comparison with the interpreter.</summary>
internal static class Programs
{
    /// <summary>Numbers of both signs, no two alike in a row.</summary>
    public static NDArray<double> Numbers(Shape shape, int seed = 0) =>
        NDArray<double>.Create(
            shape,
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = Math.Sin(1 + i * 0.7 + seed * 1.3) * (1 + i % 5);
            }
        );

    public static Binding<double>[] Bindings(CompiledProgram program, int seed = 0) =>
        [
            .. program.Inputs.Select(
                (input, i) => new Binding<double>(input, Numbers(input.Shape, seed + 10 * i))
            ),
        ];

    /// <summary>Requires the program of the outputs to compute, for several inputs and in both element types, every bit that the interpreter computes.</summary>
    public static CompiledProgram SameAsInterpreter(params Expr[] outputs)
    {
        var program = Compile.Of(outputs);
        for (int seed = 0; seed < 3; seed++)
        {
            var bindings = Bindings(program, seed);
            Same(Evaluate.Values(Tape.Of(outputs), bindings), program.Run(bindings));
            var rounded = Array.ConvertAll(
                bindings,
                binding => new Binding<float>(binding.Name, binding.Value.Convert<float>())
            );
            Same(Evaluate.Values(Tape.Of(outputs), rounded), program.Run<float>(rounded));
        }
        return program;
    }

    /// <summary>Requires a run into arrays, once warm, to allocate nothing.</summary>
    public static void RunsWithoutAllocating(CompiledProgram program)
    {
        NDArray<double>[] values = [.. program.Inputs.Select(input => Numbers(input.Shape))];
        double[][] results = [.. program.Outputs.Select(output => new double[output.Shape.Size])];
        for (int warm = 0; warm < 3; warm++)
            program.RunInto<double>(values, results);
        Assert.Equal(0, Allocation.Of(() => program.RunInto<double>(values, results)));
    }

    private static void Same<T>(IReadOnlyList<NDArray<T>> expected, IReadOnlyList<NDArray<T>> found)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Count, found.Count);
        for (int i = 0; i < expected.Count; i++)
            Assert.True(
                expected[i].SameBits(found[i]),
                $"output {i}: expected {expected[i]}, found {found[i]}"
            );
    }
}
