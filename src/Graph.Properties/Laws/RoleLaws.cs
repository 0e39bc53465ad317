namespace FunctionalGrad.Properties;

/// <summary>Laws of gate roles: what flows back is what the role's word says.</summary>
internal static class RoleLaws
{
    public static void Hold(Application application)
    {
        if (!Signature.Of(application.Primitive).IsDifferentiable)
            return;
        double[] back = Downstream(application);
        switch (application.Primitive.Role)
        {
            case GateRole.Vanishing:
                Require("where the gradient vanishes, nothing comes through", back, g => g == 0);
                break;
            case GateRole.Distributor:
                Require("a distributor hands everything on", back, g => Math.Abs(g) == 1);
                break;
            case GateRole.Router:
                Require("a router hands all or nothing on", back, g => g is 0 or 1);
                break;
            case GateRole.Mover:
                Require("a mover counts copies", back, g => g >= 0 && g == Math.Floor(g));
                break;
            case GateRole.Adder:
                Require("an adder counts copies", back, g => g >= 0 && g == Math.Floor(g));
                Broken.Unless(
                    back.Sum() == application.Node.Shape.Size,
                    $"an adder gathers the gradient of its {application.Node.Shape.Size} copies, but {back.Sum()} came back"
                );
                break;
            case GateRole.SwapMultiplier:
                Require(
                    "a product is not curved along a factor",
                    Curvatures(application),
                    g => g == 0
                );
                break;
            case GateRole.Mixer:
                // Of axes of one element there is nothing to mix.
                Broken.Unless(
                    application.Inputs.Any(x =>
                        x.Shape.Rank == 0 || x.Shape.Any(length => length < 2)
                    ) || application.Inputs.Any(x => Mixes(application, x)),
                    $"a mixer mixes: each element of the output depends on one element of the input alone"
                );
                break;
            case GateRole.LocalScaler:
                Broken.Unless(
                    application.Inputs.All(x => IsScaled(application, x)),
                    $"a local scaler scales: an element of the output depends on another place of an input"
                );
                break;
            default:
                throw new VerificationException(
                    $"the role {application.Primitive.Role} has no law"
                );
        }
    }

    /// <summary>What flows back to all inputs when 1 flows into each element of the output.</summary>
    private static double[] Downstream(Application application)
    {
        var y = application.Node;
        return Elements(application, Differentiate.Vjp(y, Expr.Ones(y.Shape), application.Inputs));
    }

    /// <summary>The second derivatives of the weighted sum of the output by one and the same element.</summary>
    private static double[] Curvatures(Application application) =>
        [
            .. application.Inputs.SelectMany(x =>
                Elements(
                        application,
                        [Differentiate.Hessian(Circuit.Weighted(application.Node), x)]
                    )
                    .Where((_, place) => place % (x.Shape.Size + 1) == 0)
            ),
        ];

    /// <summary>Whether some element of the output depends on several elements of an input.</summary>
    private static bool Mixes(Application application, Expr x) =>
        Elements(application, [Differentiate.Jacobian(application.Node, x)])
            .Chunk(Math.Max(1, x.Shape.Size))
            .Any(row => row.Count(weight => weight != 0) > 1);

    /// <summary>Whether the gradient of each element of an input is that of the same place of the output, scaled; all 0 where none is passed.</summary>
    private static bool IsScaled(Application application, Expr x)
    {
        int columns = x.Shape.Size;
        double[] weights = Elements(application, [Differentiate.Jacobian(application.Node, x)]);
        return weights.All(weight => weight == 0)
            || (
                columns == application.Node.Shape.Size
                && weights
                    .Index()
                    .All(entry => entry.Item == 0 || entry.Index / columns == entry.Index % columns)
            );
    }

    private static double[] Elements(Application application, IReadOnlyList<Expr> outputs) =>
        [.. application.Values(outputs).SelectMany(value => value.ToArray())];

    private static void Require(string role, double[] numbers, Func<double, bool> holds) =>
        Broken.Unless(
            numbers.All(holds),
            $"{role}: {string.Join(", ", numbers.Where(g => !holds(g)).Take(5).Select(Numbers.Text))}"
        );
}
