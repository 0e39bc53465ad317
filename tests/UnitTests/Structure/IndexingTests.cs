using System.Numerics;

namespace FunctionalGrad.UnitTests.Structure;

public class IndexingTests
{
    [Fact]
    public void Gather_takes_positions_along_any_axis()
    {
        var x = NDArray<double>.Of([2, 3], [10, 11, 12, 20, 21, 22]);
        Assert.Equal([20, 21, 22, 10, 11, 12, 20, 21, 22], Taken(x, [1, 0, 1], [3], 0));
        Assert.Equal([12, 12, 22, 22], Taken(x, [2, 2], [2], 1));
        Assert.Equal([12, 10, 11, 11, 22, 20, 21, 21], Taken(x, [2, 0, 1, 1], [2, 2], -1));
        Assert.Equal([11, 21], Taken(x, [1], [], -1));
        Assert.Equal([], Taken(x, [], [0], 0));
    }

    [Fact]
    public void What_flows_back_to_a_position_named_twice_adds_up()
    {
        Expr x = Input("x", 3),
            g = Input("g", 4);
        var indices = Constant(NDArray<double>.Of([4], [2, 0, 2, 2]));
        var pulled = Vjp(Gather(x, indices), g, x)[0];
        var value = Evaluate.Value(pulled, (g, NDArray<double>.Of([4], [1, 2, 4, 8])));
        Assert.Equal([2, 0, 13], value.ToArray());
    }

    [Fact]
    public void ScatterAdd_adds_rows_up_and_its_transpose_gathers_them()
    {
        Expr u = Input("u", 3, 2),
            g = Input("g", 4, 2);
        var indices = Constant(NDArray<double>.Of([3], [1, 3, 1]));
        var y = ScatterAdd(u, indices, 0, 4);
        var values = Evaluate.Values<double>(
            [y, Vjp(y, g, u)[0]],
            (u, NDArray<double>.Of([3, 2], [1, 2, 3, 4, 5, 6])),
            (g, NDArray<double>.Of([4, 2], [0, 1, 2, 3, 4, 5, 6, 7]))
        );
        Assert.Equal([0, 0, 6, 8, 0, 0, 3, 4], values[0].ToArray());
        Assert.Equal([2, 3, 6, 7, 2, 3], values[1].ToArray());
    }

    [Theory]
    [InlineData(new[] { 4 }, new[] { 3 }, 0)]
    [InlineData(new[] { 2, 4, 3 }, new[] { 2, 5 }, 1)]
    [InlineData(new[] { 2, 3, 2, 2, 4 }, new[] { 3 }, -1)]
    [InlineData(new[] { 3, 4 }, new int[0], 1)]
    public void Gather_and_scatterAdd_are_transposes(int[] shape, int[] at, int axis)
    {
        // <gather x, u> = <x, scatterAdd u>
        int counted = axis < 0 ? axis + shape.Length : axis;
        var random = new Random(5);
        var indices = Constant(
            NDArray<double>.Create(
                Shape.Of(at),
                elements =>
                {
                    for (int i = 0; i < elements.Length; i++)
                        elements[i] = random.Next(shape[counted]);
                }
            )
        );
        var x = Constant(Gradients.Random(1, Shape.Of(shape)));
        var gathered = Gather(x, indices, axis);
        var u = Constant(Gradients.Random(2, gathered.Shape));
        var scattered = ScatterAdd(u, indices, counted, shape[counted]);
        Assert.Equal(x.Shape, scattered.Shape);
        Assert.Equal(
            Evaluate.Value(Sum(gathered * u)).ToScalar(),
            Evaluate.Value(Sum(x * scattered)).ToScalar(),
            1e-12
        );
    }

    [Fact]
    public void A_NaN_index_gives_NaN()
    {
        var x = NDArray<double>.Of([2, 2], [1, 2, 3, 4]);
        double nan = double.NaN;
        Assert.Equal([3, 4, nan, nan], Taken(x, [1, nan], [2], 0));
        var scattered = ScatterAdd(Constant(x), Constant(NDArray<double>.Of([2], [1, nan])), 0, 2);
        Assert.Equal([nan, nan, nan, nan], Evaluate.Value(scattered).ToArray());
    }

    [Theory]
    [InlineData(
        3,
        "gather: element 1 of the indices i [2] is 3, but axis 0 of [3, 2] has positions 0 to 2."
    )]
    [InlineData(
        -1,
        "gather: element 1 of the indices i [2] is -1, but axis 0 of [3, 2] has positions 0 to 2."
    )]
    [InlineData(0.5, "gather: element 1 of the indices i [2] is 0.5, which is not a whole number.")]
    public void An_index_that_names_no_position_is_an_error_of_the_evaluation(
        double index,
        string message
    )
    {
        Expr x = Input("x", 3, 2),
            i = Input("i", 2);
        void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Evaluate.Value<T>(
                Gather(x, i),
                (x, NDArray<T>.Fill([3, 2], T.One)),
                (i, NDArray<double>.Of([2], [0, index]).Convert<T>())
            );
        Assert.Equal(message, Assert.Throws<BindingException>(Run<double>).Message);
        Assert.Equal(message, Assert.Throws<BindingException>(Run<float>).Message);
    }

    [Fact]
    public void An_index_into_nothing_and_an_update_past_the_end_are_errors()
    {
        var i = Constant(NDArray<double>.Of([1], [4]));
        Assert.Equal(
            "gather: the indices are [1], but axis 0 of [0] has no positions to name.",
            Assert.Throws<ShapeException>(() => Gather(Zeros([0]), i)).Message
        );
        Assert.Equal(
            "scatterAdd: the indices are [1], but axis 0 of the result has no positions to name.",
            Assert.Throws<ShapeException>(() => ScatterAdd(Zeros([1]), i, 0, 0)).Message
        );
        Assert.Equal(
            "scatterAdd: element 0 of the indices [1] is 4, but axis 1 of [2, 4] has positions 0 to 3.",
            Assert
                .Throws<BindingException>(() => Evaluate.Value(ScatterAdd(Zeros([2, 1]), i, 1, 4)))
                .Message
        );
    }

    [Fact]
    public void Where_there_are_no_positions_nothing_may_be_named()
    {
        Expr none = Constant(NDArray<double>.Of([0], []));
        Assert.Equal<Shape>([0], Gather(Zeros([0]), none).Shape);
        Assert.Equal<Shape>([0], ScatterAdd(Zeros([0]), none, 0, 0).Shape);
        Assert.Equal([0, 0], Evaluate.Value(ScatterAdd(Zeros([0]), none, 0, 2)).ToArray());
    }

    [Fact]
    public void Updates_may_lie_along_any_axes_even_behind_the_last()
    {
        Expr u = Zeros([2, 3]),
            along = Constant(NDArray.Of([0.0, 1, 1])),
            one = Constant(1);
        Assert.Equal<Shape>([2, 5], ScatterAdd(u, along, 1, 5).Shape);
        Assert.Equal<Shape>(
            [2, 3, 5],
            Primitives.ScatterAdd.Apply(new Scattering(2, 5), one, u).Shape
        );
    }

    // No public function makes these axes, but a source text may hold them.
    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Gather_along_an_axis_that_is_not_there_is_refused(int axis) =>
        Assert.Equal(
            $"gather: there is no axis {axis} in x [2, 3], which has 2 axes.",
            Assert
                .Throws<ShapeException>(() =>
                    Primitives.Gather.Apply(new Axis(axis), Constant(1), Input("x", 2, 3))
                )
                .Message
        );

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void ScatterAdd_along_an_axis_that_is_not_there_is_refused(int axis) =>
        Assert.Equal(
            $"scatterAdd: the updates are u [2, 3], the indices []: from axis {axis} on, the updates must have the axes of the indices.",
            Assert
                .Throws<ShapeException>(() =>
                    Primitives.ScatterAdd.Apply(
                        new Scattering(axis, 5),
                        Constant(1),
                        Input("u", 2, 3)
                    )
                )
                .Message
        );

    [Fact]
    public void ScatterAdd_to_a_negative_length_is_refused() =>
        Assert.Equal(
            "scatterAdd: axis 0 cannot get the negative length -1.",
            Assert
                .Throws<ShapeException>(() =>
                    Primitives.ScatterAdd.Apply(
                        new Scattering(0, -1),
                        Constant(NDArray<double>.Of([0], [])),
                        Zeros([0])
                    )
                )
                .Message
        );

    [Fact]
    public void OneHot_marks_the_class_of_each_label()
    {
        var labels = Input("labels", 3);
        var y = OneHot(labels, 4);
        Assert.Equal(
            [0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0],
            Evaluate.Value(y, (labels, NDArray<double>.Of([3], [3, 0, 1]))).ToArray()
        );
        Assert.Equal(
            "gather: element 2 of the indices labels [3] is 4, but axis 0 of [4] has positions 0 to 3.",
            Assert
                .Throws<BindingException>(() =>
                    Evaluate.Value(y, (labels, NDArray<double>.Of([3], [3, 0, 4])))
                )
                .Message
        );
    }

    [Fact]
    public void StopGradient_keeps_the_value_and_blocks_both_modes()
    {
        var x = Input("x");
        var y = x * StopGradient(x * x);
        var values = Evaluate.Values<double>(
            [y, Gradient(y, x)[0], Jvp(y, [x], [Ones([])])],
            (x, 3.0)
        );
        Assert.Equal([27.0, 9, 9], values.Select(v => v.ToScalar()));
    }

    private static double[] Taken(NDArray<double> x, double[] indices, int[] shape, int axis)
    {
        var i = Constant(NDArray<double>.Of(Shape.Of(shape), indices));
        return Evaluate.Value(Gather(Constant(x), i, axis)).ToArray();
    }
}
