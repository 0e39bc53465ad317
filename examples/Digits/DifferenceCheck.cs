using Spectre.Console;

namespace Digits;

/// <summary>Compares the gradient with differences of the loss along random directions, parameter by parameter, in double.</summary>
internal static class DifferenceCheck
{
    private const double Step = 1e-3;
    private const int Directions = 4;

    /// <summary>Prints a line per parameter and a verdict; true where all agree to 1e-7.</summary>
    public static bool Run(
        Expr cost,
        TrainingState<double> at,
        IReadOnlyList<Binding<double>> batch
    )
    {
        var parameters = Parameters.Of(cost);
        var gradients = Evaluate.Values(
            Tape.Of(Gradient(cost, parameters)),
            [.. at.Bindings(cost), .. batch]
        );
        var table = new Table().AddColumns(
            "parameter",
            "shape",
            "along the gradient",
            "by differences",
            "relative error"
        );
        double worst = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            var (analytic, numeric, error) = Enumerable
                .Range(0, Directions)
                .Select(n => Compare(cost, parameters[i], gradients[i], at, batch, n))
                .MaxBy(pair => pair.Error);
            worst = Math.Max(worst, error);
            table.AddRow(
                parameters[i].Name,
                Markup.Escape($"{parameters[i].Shape}"),
                Invariant($"{analytic:G9}"),
                Invariant($"{numeric:G9}"),
                Invariant($"{error:0.0e+00}")
            );
        }
        AnsiConsole.Write(table);
        bool ok = worst <= 1e-7;
        AnsiConsole.WriteLine(
            Invariant(
                $"gradient check: {(ok ? "ok" : "FAILED")}, worst relative error {worst:0.0e+00}"
            )
        );
        return ok;
    }

    private static (double Analytic, double Numeric, double Error) Compare(
        Expr cost,
        Input parameter,
        NDArray<double> gradient,
        TrainingState<double> at,
        IReadOnlyList<Binding<double>> batch,
        int number
    )
    {
        var direction = Distribution
            .Normal(0, 1)
            .Draw(parameter.Shape, at.Seed, number, parameter.Name);
        double analytic = System.Numerics.Tensors.TensorPrimitives.Dot(
            gradient.Span,
            direction.Span
        );
        double coarse = Central(Step),
            fine = Central(Step / 2);
        // Richardson: the two errors of order h^2 cancel.
        double numeric = (4 * fine - coarse) / 3;
        double error =
            Math.Abs(analytic - numeric)
            / Math.Max(1e-3, Math.Max(Math.Abs(analytic), Math.Abs(numeric)));
        return (analytic, numeric, error);

        double Central(double h) => (LossAt(h) - LossAt(-h)) / (2 * h);

        double LossAt(double h)
        {
            var moved = NDArray<double>.Create(
                parameter.Shape,
                to =>
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                        direction.Span,
                        h,
                        at.Parameters[parameter.Name].Span,
                        to
                    )
            );
            var state = at.WithParameters([KeyValuePair.Create(parameter.Name, moved)]);
            return Evaluate
                .Values(Tape.Of(cost), [.. state.Bindings(cost), .. batch])[0]
                .ToScalar();
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
