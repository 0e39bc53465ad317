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
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, 0, Summation.Of, TensorPrimitives.Add),
                    (x, y) => Reduce.Run(x, y, 0, Summation.Of, TensorPrimitives.Add)
                ),
                Derivative = Linear(
                    (y, g) => Expr.Spread(g, y.Inputs[0].Shape, y.Get<Axes>().Values)
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
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, 0, TensorPrimitives.Max, TensorPrimitives.Max),
                    (x, y) => Reduce.Run(x, y, 0, TensorPrimitives.Max, TensorPrimitives.Max)
                ),
                Derivative = Reduction((x, y, axes) => EqualShares(x, y, axes)),
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
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, 0, TensorPrimitives.Min, TensorPrimitives.Min),
                    (x, y) => Reduce.Run(x, y, 0, TensorPrimitives.Min, TensorPrimitives.Min)
                ),
                Derivative = Reduction((x, y, axes) => EqualShares(x, y, axes)),
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
                Kernel = Kernel.Of(
                    (x, y) => Reduce.Run(x, y, 1, Product, TensorPrimitives.Multiply),
                    (x, y) => Reduce.Run(x, y, 1, Product, TensorPrimitives.Multiply)
                ),
                Derivative = Reduction((x, y, axes) => ProductsOfOthers(x, axes.Values)),
                Notation = Notation.Over("prod", @"\prod"),
                Convention = "exact where factors are 0, to any order",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.SwapMultiplier,
            }
        );

    /// <summary>Each of the k equal to the winner gets 1/k, the others a strong zero; 0/0 if the winner is NaN.</summary>
    private static Partial EqualShares(Expr x, Expr y, Axes axes)
    {
        var wins = Expr.EqualTo(x, y);
        var winners = Expr.Spread(Expr.Sum(wins, axes.Values), x.Shape, axes.Values);
        var share = Expr.StopGradient(wins / winners);
        return Partial.Where(share, share);
    }

    private static T Product<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T>
    {
        var product = T.One;
        foreach (var factor in x)
            product *= factor;
        return product;
    }

    private static Expr ProductsOfOthers(Expr x, Ints axes)
    {
        var kept = Enumerable.Range(0, x.Shape.Rank).Where(axis => !axes.Contains(axis));
        Ints order = [.. kept, .. axes];
        var moved = Expr.Permute(x, order);
        int run = axes.Aggregate(1, (product, axis) => product * x.Shape[axis]);
        var rows = Expr.Reshape(moved, [.. kept.Select(axis => x.Shape[axis]), run]);
        return Expr.Permute(Expr.Reshape(OthersInRow(rows), moved.Shape), Inverse(order));
    }

    /// <summary>Along the last axis: factors are paired, and the others of a are its partner b and the others of the pair.</summary>
    private static Expr OthersInRow(Expr x)
    {
        int last = x.Shape.Rank - 1,
            length = x.Shape[last],
            half = length / 2;
        if (half == 0)
            return Expr.Ones(x.Shape);
        Ints odd = length % 2 == 0 ? [] : [1];
        var part = Expr.Split(x, [half, half, .. odd], last);
        var (a, b) = (part[0], part[1]);
        var others = OthersInRow(Expr.Concat([a * b, .. part.Skip(2)], last));
        var ofPart = Expr.Split(others, [half, .. odd], last);
        return Expr.Concat([b * ofPart[0], a * ofPart[0], .. ofPart.Skip(1)], last);
    }
}
