using MathNet.Numerics.LinearAlgebra;

namespace FunctionalGrad.UnitTests;

public class NDArrayTests
{
    [Fact]
    public void Nested_arrays_and_collection_expressions_become_arrays_of_their_rank()
    {
        Assert.Equal([3], NDArray.Of([1.0, 2.0, 3.0]).Shape);
        var matrix = NDArray.Of([
            [1.0, 2.0, 3.0],
            [4.0, 5.0, 6.0],
        ]);
        Assert.Equal([2, 3], matrix.Shape);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], matrix.ToArray());
        Assert.Equal(6, matrix[1, 2]);
        var cube = NDArray.Of([
            [
                [1f, 2f],
            ],
            [
                [3f, 4f],
            ],
            [
                [5f, 6f],
            ],
        ]);
        Assert.Equal([3, 1, 2], cube.Shape);
        Assert.Equal(5f, cube[2, 0, 0]);
        double[][][][] four =
        [
            [
                [
                    [1, 2],
                ],
            ],
        ];
        Assert.Equal([1, 1, 1, 2], NDArray.Of(four).Shape);
    }

    [Fact]
    public void Rectangular_arrays_are_copied_row_by_row()
    {
        var two = new double[,]
        {
            { 1, 2, 3 },
            { 4, 5, 6 },
        };
        var array = NDArray.Of(two);
        two[0, 0] = 99;
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], array.ToArray());
        Assert.Equal(4, array.To2DArray()[1, 0]);
        Assert.Equal(
            [1, 2, 1],
            NDArray
                .Of(
                    new double[,,]
                    {
                        {
                            { 1 },
                            { 2 },
                        },
                    }
                )
                .Shape
        );
        Assert.Equal(
            [1, 1, 1, 2],
            NDArray
                .Of(
                    new float[,,,]
                    {
                        {
                            {
                                { 1, 2 },
                            },
                        },
                    }
                )
                .Shape
        );
        Assert.Equal([0, 3], NDArray.Of(new double[0, 3]).Shape);
    }

    [Fact]
    public void Sequences_of_rows_become_a_matrix()
    {
        var rows = Enumerable
            .Range(0, 3)
            .Select(i => Enumerable.Range(0, 2).Select(j => i + 0.5 * j));
        var array = NDArray.OfRows(rows);
        Assert.Equal([3, 2], array.Shape);
        Assert.Equal([0, 0.5, 1, 1.5, 2, 2.5], array.ToArray());
        Assert.Equal([0, 0], NDArray.OfRows(new List<List<double>>()).Shape);
    }

    [Fact]
    public void Ragged_rows_are_an_error_that_names_the_row()
    {
        var error = Assert.Throws<ShapeException>(() =>
            NDArray.Of([
                [1.0, 2.0],
                [3.0],
            ])
        );
        Assert.Equal(
            "array: row 1 has shape [1], but row 0 has shape [2]: all rows must have the same shape. Pad the short ones?",
            error.Message
        );
        Assert.Equal(
            "array: row 1 is null.",
            Assert.Throws<ShapeException>(() => NDArray.Of(new double[][] { [1], null! })).Message
        );
        Assert.Equal(
            "stack: no arrays were given, so the shape of the result is not known. Give at least one.",
            Assert.Throws<ShapeException>(() => NDArray.Stack<double>([])).Message
        );
    }

    [Fact]
    public void MathNets_matrices_and_vectors_go_in_and_out_as_copies()
    {
        var matrix = Matrix<double>.Build.DenseOfArray(
            new double[,]
            {
                { 1, 2, 3 },
                { 4, 5, 6 },
            }
        );
        var array = NDArray.OfMatrix(matrix);
        matrix[0, 0] = 99;
        Assert.Equal([1.0, 2, 3, 4, 5, 6], array.ToArray());
        var back = array.ToMatrix();
        Assert.Equal(6, back[1, 2]);
        back[1, 2] = 99;
        var vector = NDArray.OfVector(Vector<float>.Build.Dense([1, 2]));
        var out1 = vector.ToVector();
        out1[0] = 99;
        Assert.Equal([1f, 2f], vector.ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5, 6], array.ToArray());
    }

    [Fact]
    public void The_wrong_rank_for_a_matrix_is_an_error_that_says_so()
    {
        var array = NDArray<double>.Fill([2, 3, 4], 1);
        Assert.Equal(
            "toMatrix: the array is [2, 3, 4], of rank 3: only rank 2 makes a matrix. Reshape it first?",
            Assert.Throws<ShapeException>(() => array.ToMatrix()).Message
        );
        Assert.Equal(
            "toVector: the array is [2, 3, 4], of rank 3: only rank 1 makes a vector. Reshape it first?",
            Assert.Throws<ShapeException>(() => array.ToVector()).Message
        );
        Assert.Equal(
            "to2DArray: the array is [2, 3, 4], of rank 3: only rank 2 makes a rectangular array of rank 2. Reshape it first?",
            Assert.Throws<ShapeException>(() => array.To2DArray()).Message
        );
        Assert.Equal(
            "toScalar: the array is [2, 3, 4], with 24 elements: only an array with one element is a number. Index it, or sum it first?",
            Assert.Throws<ShapeException>(() => array.ToScalar()).Message
        );
        Assert.Equal(
            "array: shape [2, 3, 4] has 24 elements, but 2 were given.",
            Assert.Throws<ShapeException>(() => NDArray.Of([2, 3, 4], [1.0, 2.0])).Message
        );
        Assert.Equal(
            "index [0, 3, 0]: axis 1 of [2, 3, 4] has no position 3.",
            Assert.Throws<ShapeException>(() => array[0, 3, 0]).Message
        );
        Assert.Equal(
            "index [0]: the array is [2, 3, 4], so 3 indices are needed, not 1.",
            Assert.Throws<ShapeException>(() => array[0]).Message
        );
    }

    [Fact]
    public void What_was_given_in_and_what_was_given_out_cannot_change_an_array()
    {
        double[] flat = [1, 2];
        double[][] nested =
        [
            [1, 2],
        ];
        var a = NDArray.Of(flat);
        var b = NDArray.Of(nested);
        var c = NDArray.Of([1, 2], flat);
        var reshaped = a.Reshape([2, 1]);
        flat[0] = 99;
        nested[0][0] = 99;
        a.ToArray()[1] = 99;
        b.To2DArray()[0, 1] = 99;
        foreach (var array in new[] { a, b, c, reshaped })
            Assert.Equal([1.0, 2.0], array.ToArray());
    }

    [Fact]
    public void A_tensor_span_shows_the_same_elements_at_any_rank()
    {
        var five = NDArray<double>.Create(
            [2, 1, 3, 1, 2],
            e =>
            {
                for (int i = 0; i < e.Length; i++)
                    e[i] = i;
            }
        );
        var view = five.AsTensorSpan();
        Assert.Equal(5, view.Rank);
        Assert.Equal(12, view.FlattenedLength);
        Assert.Equal(five[1, 0, 2, 0, 1], view[1, 0, 2, 0, 1]);
        var scalar = NDArray.Scalar(3.0).AsTensorSpan();
        Assert.Equal(1, scalar.FlattenedLength);
        Assert.Equal(0, NDArray<double>.Fill([2, 0], 0).AsTensorSpan().FlattenedLength);
    }

    [Fact]
    public void Scalars_and_arrays_without_elements_are_arrays_too()
    {
        Assert.Equal(0, NDArray.Scalar(2f).Shape.Rank);
        Assert.Equal(2f, NDArray.Scalar(2f).ToScalar());
        Assert.Equal(2f, NDArray.Scalar(2f)[[]]);
        var empty = NDArray<double>.Fill([3, 0], 1);
        Assert.Empty(empty.ToArray());
        Assert.Equal(0, NDArray<double>.Fill([0], 0).Shape[0]);
        Assert.True(empty.Reshape([0]).SameBits(NDArray<double>.Fill([0], 0)));
    }

    [Fact]
    public void Same_bits_tells_zero_from_minus_zero_and_knows_nan()
    {
        var array = NDArray.Of([0.0, double.NaN]);
        Assert.True(array.SameBits(NDArray.Of([0.0, double.NaN])));
        Assert.False(array.SameBits(NDArray.Of([-0.0, double.NaN])));
        Assert.False(
            array.SameBits(
                NDArray.Of([
                    [0.0, double.NaN],
                ])
            )
        );
    }

    [Fact]
    public void Conversion_to_float_rounds_to_nearest()
    {
        var values = NDArray.Of([0.1, 1e300, -1e-300, 16777217.0, 16777219.0]).Convert<float>();
        Assert.Equal([0.1f, float.PositiveInfinity, -0f, 16777216f, 16777220f], values.ToArray());
    }
}
