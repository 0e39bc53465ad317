using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The sum over axes.</summary>
    public static Primitive Sum { get; } =
        Declare(
            new("sumOver")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, TensorPrimitives.Sum),
                    (x, y) => Reduce.Run(x, y, TensorPrimitives.Sum)
                ),
                Derivative = Linear(
                    (y, g, _) => Expr.Spread(g, y.Inputs[0].Shape, y.Get<Axes>().Values)
                ),
                Notation = Notation.Function("sum", @"\sum {0}"),
                ReadAttributes = Axes.Read,
                Role = GateRole.Distributor,
            }
        );

    /// <summary>The largest element over axes.</summary>
    public static Primitive MaxOver { get; } =
        Declare(
            new("maxOver")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, TensorPrimitives.Max),
                    (x, y) => Reduce.Run(x, y, TensorPrimitives.Max)
                ),
                Derivative = Reduction(
                    (x, y, axes) =>
                    {
                        var wins = Expr.EqualTo(x, y);
                        var winners = Expr.Sum(wins, axes.Values);
                        return Partial.Where(wins, 1 / Expr.Spread(winners, x.Shape, axes.Values));
                    }
                ),
                Notation = Notation.Function("max", @"\max {0}"),
                Convention = "k elements tied for the largest get 1/k each",
                ReadAttributes = Axes.Read,
                Role = GateRole.Router,
            }
        );
}
