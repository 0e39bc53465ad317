namespace FunctionalGrad.UnitTests.Structure;

public class StructureErrorTests
{
    private static readonly Expr X = Input("x", 2, 3);
    private static readonly Expr V = Input("v", 3);
    private static readonly Expr Empty = Input("none", 0, 3);

    public static TheoryData<string> Sentences => [.. Wrong.Keys];

    private static readonly Dictionary<string, Func<object>> Wrong = new()
    {
        [
            "broadcast: x [2, 3] does not broadcast to [2, 4]: from the last axis backwards each length must be equal or 1."
        ] = () => Broadcast(X, [2, 4]),
        ["reshape: x [2, 3] has 6 elements, [4] has 4: a reshape keeps their number."] = () =>
            Reshape(X, [4]),
        ["permute: [0; 0] is not an order of the 2 axes of x [2, 3]. Name each axis from 0 once."] =
            () => Permute(X, [0, 0]),
        ["transpose: v [3] has 1 axis, but a transpose exchanges the last two."] = () =>
            Transpose(V),
        [
            "slice: axis 1 of x [2, 3] has length 3, but positions from 1 to before 4 were asked for."
        ] = () => Slice(X, [0, 1], [1, 4]),
        [
            "slice: axis 0 of x [2, 3] has length 2, but positions from -3 to before 1 were asked for."
        ] = () => Slice(X, [-3], [1]),
        [
            "slice: axis 0 of x [2, 3] has length 2, but positions from 2 to before 1 were asked for."
        ] = () => Slice(X, [2], [1]),
        ["slice: the step along axis 0 of x [2, 3] is 0, but must be at least 1."] = () =>
            Slice(X, [0], [1], [0]),
        [
            "slice: v [3] has 1 axis, but 2 begins, 2 ends and 2 steps were given. Give one of each per axis."
        ] = () => Slice(V, [0, 0], [1, 1]),
        ["slice: v [3] has 1 axis, but 2 ranges were given."] = () => Slice(V, .., ..),
        ["slice: axis 0 of v [3] has length 3, but positions from 0 to before 4 were asked for."] =
            () => Slice(V, ..4),
        ["slice: axis 0 of v [3] has length 3, but positions from -2 to before 3 were asked for."] =
            () => Slice(V, ^5..),
        [
            "pad: x [2, 3] has 2 axes, but 1 numbers before and 2 after were given. Give one of each per axis."
        ] = () => Pad(X, [1], [1, 1]),
        [
            "pad: axis 1 of x [2, 3] cannot get -1 zeros before and 0 after. Slice it to make it shorter?"
        ] = () => Pad(X, [0, -1], [0, 0]),
        ["concat: there is nothing to join. Give at least one array."] = () => Concat([]),
        ["concat: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Concat([X, X], 2),
        [
            "concat: input 0 is x [2, 3], input 1 is v [3]: all lengths but that of axis 0 must be equal."
        ] = () => Concat([X, V]),
        ["stack: there is nothing to join. Give at least one array."] = () => Stack([]),
        [
            "stack: input 0 is x [2, 3], input 1 is v [3]: they must have one shape. Use concat to join along an axis they have?"
        ] = () => Stack([X, V]),
        ["expandDims: x [2, 3] cannot get an axis 4: it would then have 3 axes."] = () =>
            Stack([X, X], 4),
        [
            "split: axis 1 of x [2, 3] has length 3, which does not make 2 equal parts. Give their lengths?"
        ] = () => Split(X, 2, -1),
        ["split: axis 1 of x [2, 3] has length 3, which is not the sum of the lengths [1; 1]."] =
            () => Split(X, [1, 1], 1),
        [
            "squeeze: axis 1 of x [2, 3] has length 3: only an axis of length 1 can be left out. Slice it first?"
        ] = () => Squeeze(X, [1]),
        ["gather: there is no axis 1 in v [3], which has 1 axis."] = () => Gather(V, V, 1),
        [
            "scatterAdd: the updates are x [2, 3], the indices v [3]: from axis 0 on, the updates must have the axes of the indices."
        ] = () => ScatterAdd(X, V, 0, 5),
        ["scatterAdd: axis 1 cannot get the negative length -5."] = () => ScatterAdd(X, V, 1, -5),
        ["oneHot: there cannot be -1 classes."] = () => OneHot(V, -1),
        ["sumOver: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Sum(X, [2]),
        ["sumOver: there is no axis -1 in [], which has 0 axes."] = () => Sum(Sum(X), [-1]),
        ["prodOver: axis -1 of x [2, 3] is named twice."] = () => Prod(X, [1, -1]),
        ["logSumExpOver: there is no axis 3 in x [2, 3], which has 2 axes."] = () =>
            LogSumExp(X, [3]),
        ["softmaxOver: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Softmax(X, 2),
        ["logSoftmaxOver: there is no axis -3 in x [2, 3], which has 2 axes."] = () =>
            LogSoftmax(X, -3),
        [
            "maxOver: axis 0 of none [0, 3] has length 0, and nothing has no largest or smallest element."
        ] = () => Max(Empty),
        [
            "minOver: axis 0 of none [0, 3] has length 0, and nothing has no largest or smallest element."
        ] = () => Min(Empty, [0]),
        ["mean: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Mean(X, [2]),
        ["variance: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Variance(X, [2]),
        ["standardDeviation: there is no axis 2 in x [2, 3], which has 2 axes."] = () =>
            StandardDeviation(X, [2]),
        ["norm2Over: there is no axis 2 in x [2, 3], which has 2 axes."] = () => Norm2(X, [2]),
        [
            "matmul: left is x [2, 3], right is x [2, 3]: left's last axis (3) must equal right's first (2). Transpose one of them?"
        ] = () => MatMul(X, X),
        [
            "matmul: left is v [3], right is x [2, 3]: left's last axis (3) must equal right's first (2). Transpose one of them?"
        ] = () => MatMul(V, X),
        [
            "matmul: left is x [2, 3], right is [2]: left's last axis (3) must equal right's only (2). Transpose one of them?"
        ] = () => MatMul(X, Zeros([2])),
        [
            "matmul: left is [4, 2, 3], right is [4, 2, 3]: left's last axis (3) must equal right's second-last (2). Transpose one of them?"
        ] = () => MatMul(Zeros([4, 2, 3]), Zeros([4, 2, 3])),
        ["matmul: left is [], right is x [2, 3]: a scalar has no matrix product. Use * instead?"] =
            () => MatMul(Constant(1), X),
        ["matmul: left is x [2, 3], right is []: a scalar has no matrix product. Use * instead?"] =
            () => MatMul(X, Constant(1)),
        [
            "matmul: left is v [3], right is [4, 3, 2]: a vector multiplies a vector or a matrix. Reshape it to a matrix?"
        ] = () => MatMul(V, Zeros([4, 3, 2])),
        [
            "matmul: left is [5, 2, 3], right is [4, 3, 2]: the axes before the last two must be equal. Broadcast them first?"
        ] = () => MatMul(Zeros([5, 2, 3]), Zeros([4, 3, 2])),
        [
            "dot: left is v [3], right is x [2, 3]: an inner product takes two vectors of one length. Flatten them, or use matmul?"
        ] = () => Dot(V, X),
        [
            "outer: left is v [3], right is x [2, 3]: an outer product takes two vectors. Flatten them?"
        ] = () => Outer(V, X),
        // Lengths that an int cannot hold.
        [
            "pad: axis 0 would get the length 4294967297, but one array can hold 2147483591 elements at most."
        ] = () => Pad(V, [int.MaxValue], [int.MaxValue]),
        [
            "concat: axis 0 would get the length 4000000000, but one array can hold 2147483591 elements at most."
        ] = () => Concat([Zeros([2_000_000_000]), Zeros([2_000_000_000])]),
        [
            "split: axis 0 of v [3] has length 3, which is not the sum of the lengths [2147483647; 2147483647]."
        ] = () => Split(V, [int.MaxValue, int.MaxValue]),
        // Attributes that no public function makes, but a source text may hold.
        ["sumOver: there is no axis 5 in x [2, 3], which has 2 axes."] = () =>
            Primitives.Sum.Apply(new Axes([5]), X),
        [
            "softmaxOver: the axes [1; 0] are not in ascending order. Name each once, from the first."
        ] = () => Primitives.SoftmaxOver.Apply(new Axes([1, 0]), X),
        ["concat: there is no axis -1 in x [2, 3], which has 2 axes."] = () =>
            Primitives.Concat.Apply(new Axis(-1), X),
        ["concat: there is no axis 7 in x [2, 3], which has 2 axes."] = () =>
            Primitives.Concat.Apply(new Axis(7), X),
        ["concat: there is no axis 1 in v [3], which has 1 axis."] = () =>
            Primitives.Concat.Apply(new Axis(1), V),
        [
            "concat: input 0 is x [2, 3], input 1 is [2, 4]: all lengths but that of axis 0 must be equal."
        ] = () => Concat([X, Zeros([2, 4])]),
        ["sumOver: it takes attributes of the kind Axes, but was given Coefficient."] = () =>
            Primitives.Sum.Apply(new Coefficient(2), X),
        ["leakyRelu: it takes attributes of the kind Coefficient, but was given none."] = () =>
            Primitives.LeakyRelu.Apply(X),
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_does_not_fit_is_refused_in_a_sentence(string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ShapeException>(Wrong[sentence]).Message);
}
