namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Traces of expressions whose inputs are filled element by element.</summary>
internal static class Filled
{
    /// <summary>The trace where the i-th element of an input is the given function of both.</summary>
    public static BackwardTrace Trace(Expr f, Func<Input, int, double> element) =>
        Explain.Of(
            f,
            [
                .. Tape.Of(f)
                    .Inputs.Select(input => new Binding<double>(
                        input,
                        NDArray<double>.Create(
                            input.Shape,
                            elements =>
                            {
                                for (int i = 0; i < elements.Length; i++)
                                    elements[i] = element(input, i);
                            }
                        )
                    )),
            ]
        );
}
