using System.Numerics;
using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The sum over axes; 0 over none.</summary>
    public static Primitive Sum { get; } =
        Declare(
            new("sumOver")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = new ReductionKernel(
                    Summation.Of,
                    Summation.Of,
                    Arithmetic.Add,
                    Arithmetic.Add,
                    0
                ),
                Derivative = Linear(
                    (y, g) => Expr.SpreadBack(g, y.Inputs[0].Shape, y.Get<Axes>().Values)
                ),
                Notation = Notation.Over("sum", @"\sum"),
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Distributor,
            }
        );

    /// <summary>The largest element over axes.</summary>
    public static Primitive MaxOver { get; } =
        Declare(
            new("maxOver")
            {
                Arity = Arity.One,
                Shape = Axes.RemovedNonempty,
                Kernel = new ReductionKernel(
                    TensorPrimitives.Max,
                    TensorPrimitives.Max,
                    Arithmetic.Max,
                    Arithmetic.Max,
                    0
                ),
                Derivative = Reduction(
                    (x, y, axes) => Partial.Strong(Expr.WinsOver(x, axes.Values))
                ),
                Notation = Notation.Over("max", @"\max"),
                Convention = "k elements tied for the largest get 1/k each; NaN wins",
                Branch = (x, branch) => Winners.Write(x, branch, TensorPrimitives.Max),
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Router,
            }
        );

    /// <summary>The smallest element over axes.</summary>
    public static Primitive MinOver { get; } =
        Declare(
            new("minOver")
            {
                Arity = Arity.One,
                Shape = Axes.RemovedNonempty,
                Kernel = new ReductionKernel(
                    TensorPrimitives.Min,
                    TensorPrimitives.Min,
                    Arithmetic.Min,
                    Arithmetic.Min,
                    0
                ),
                Derivative = Reduction(
                    (x, y, axes) => Partial.Strong(Expr.WinsOver(-x, axes.Values))
                ),
                Notation = Notation.Over("min", @"\min"),
                Convention = "k elements tied for the smallest get 1/k each; NaN wins",
                Branch = (x, branch) => Winners.Write(x, branch, TensorPrimitives.Min),
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Router,
            }
        );

    /// <summary>The product over axes; 1 over none.</summary>
    /// <remarks>The derivative with respect to one factor is the product of all others, built without division: exact where factors are 0.</remarks>
    public static Primitive ProdOver { get; } =
        Declare(
            new("prodOver")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = new ReductionKernel(
                    Product,
                    Product,
                    Arithmetic.Multiply,
                    Arithmetic.Multiply,
                    1
                ),
                Derivative = Reduction((x, y, axes) => Expr.ProdOthers([x], axes.Values)),
                Notation = Notation.Over("prod", @"\prod", "product"),
                Convention = "exact where factors are 0, to any order",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.SwapMultiplier,
            }
        );

    /// <summary>The Euclidean norm over axes, sqrt(sum x^2); 0 of nothing.</summary>
    public static Primitive Norm2Over { get; } =
        Declare(
            new("norm2Over")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = new ReductionKernel(EuclideanNorm.OfBlock, EuclideanNorm.OfBlock),
                Derivative = Reduction((x, y, axes) => Expr.Where(y, x / y, 0)),
                Notation = Notation.Over("norm"),
                Convention =
                    "derivative 0 where all are 0: the subgradient of least norm; squares neither overflow nor underflow",
                Branch = (x, branch) =>
                {
                    var norms = new double[branch.Length];
                    Rows.Fold(x, norms, EuclideanNorm.Of);
                    for (int i = 0; i < branch.Length; i++)
                        branch[i] = norms[i] == 0 ? 0 : 1;
                },
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Mixer,
            }
        );

    private static T Product<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T>
    {
        var product = T.One;
        foreach (var factor in x)
            product *= factor;
        return product;
    }
}
