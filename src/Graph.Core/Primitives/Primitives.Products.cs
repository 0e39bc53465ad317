using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The matrix product, of matrices, of vectors, and of equal batches of matrices.</summary>
    /// <remarks>With Y = A B: dA = dY B', dB = A' dY.</remarks>
    public static Primitive MatMul { get; } =
        Declare(
            new("matmul")
            {
                Arity = Arity.Two,
                Shape = (x, _) => MatMulShape(x[0], x[1]),
                Kernel = Kernel.Product(MatrixProduct.Run, MatrixProduct.Run),
                Derivative = Bilinear(
                    left: (y, g) =>
                        (y.Inputs[0].Shape.Rank, y.Inputs[1].Shape.Rank) switch
                        {
                            (1, 1) => g * y.Inputs[1],
                            (1, _) => Expr.MatMul(y.Inputs[1], g),
                            (_, 1) => Expr.Outer(g, y.Inputs[1]),
                            _ => Expr.MatMul(g, Expr.Transpose(y.Inputs[1])),
                        },
                    right: (y, g) =>
                        (y.Inputs[0].Shape.Rank, y.Inputs[1].Shape.Rank) switch
                        {
                            (1, 1) => g * y.Inputs[0],
                            (1, _) => Expr.Outer(y.Inputs[0], g),
                            _ => Expr.MatMul(Expr.Transpose(y.Inputs[0]), g),
                        }
                ),
                Notation = Notation.Function("matmul", @"{0} \, {1}") with
                {
                    LatexPrecedence = 2,
                    Special = OfRow,
                    Called = "matrix product",
                },
                Role = GateRole.SwapMultiplier,
            }
        );

    private static readonly Notation RowTimes = Notation.Function("matmul", @"{0}^\top \, {1}") with
    {
        LatexPrecedence = 2,
    };

    /// <summary>A vector is written as a column, so on the left of a product it is transposed.</summary>
    private static Notation? OfRow(Apply product) =>
        product.Inputs[0].Shape.Rank == 1 ? RowTimes : null;

    private static Shape MatMulShape(Expr a, Expr b)
    {
        Shape left = a.Shape,
            right = b.Shape;
        string found = $"left is {a.Described}, right is {b.Described}: ";
        if (left.Rank == 0 || right.Rank == 0)
            throw new ShapeException(found + "a scalar has no matrix product. Use * instead?");
        if ((left.Rank == 1 || right.Rank == 1) && left.Rank + right.Rank > 3)
            throw new ShapeException(
                found + "a vector multiplies a vector or a matrix. Reshape it to a matrix?"
            );
        int rightAxis = right.Rank == 1 ? 0 : right.Rank - 2;
        string which =
            right.Rank > 2 ? "second-last"
            : right.Rank == 2 ? "first"
            : "only";
        if (left[^1] != right[rightAxis])
            throw new ShapeException(
                $"{found}left's last axis ({left[^1]}) must equal right's {which} ({right[rightAxis]}). Transpose one of them?"
            );
        if (left.Rank == 1 || right.Rank == 1)
            return Shape.Of([.. left.Take(left.Rank - 1), .. right.Skip(1)]);
        if (!left.Take(left.Rank - 2).SequenceEqual(right.Take(right.Rank - 2)))
            throw new ShapeException(
                found + "the axes before the last two must be equal. Broadcast them first?"
            );
        return Shape.Of([.. left.Take(left.Rank - 1), right[^1]]);
    }
}
