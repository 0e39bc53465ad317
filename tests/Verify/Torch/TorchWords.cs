namespace FunctionalGrad.Checking.Torch;

/// <summary>Word by word, what each primitive is called in PyTorch.</summary>
/// <remarks>A translation names both languages, so this table, unlike a pass, knows every primitive; a primitive without a row is an error.</remarks>
internal static class TorchWords
{
    private static readonly Dictionary<string, Func<TorchCall, string>> Words = new()
    {
        ["abs"] = Call("torch.abs"),
        ["add"] = x => string.Join(" + ", x.X),
        ["broadcast"] = x => $"torch.broadcast_to({x.A}, {x.Shape})",
        ["concat"] = x => $"torch.cat([{x.All}], {x.Node.Get<Axis>().Value})",
        ["cos"] = Call("torch.cos"),
        ["div"] = Infix("/"),
        ["dotOver"] = x => $"torch.sum({x.A} * {x.B}, {x.Axes}, keepdim=True).expand({x.Shape})",
        ["elu"] = x => $"F.elu({x.A}, {x.Coefficient})",
        ["eluSlope"] = x => $"elu_slope({x.A}, {x.Coefficient})",
        ["equal"] = Truth("=="),
        ["erf"] = Call("torch.erf"),
        ["exp"] = Call("torch.exp"),
        ["expm1"] = Call("torch.expm1"),
        ["floor"] = Call("torch.floor"),
        ["gather"] = x => $"gather({x.B}, {x.A}, {x.Node.Get<Axis>().Value})",
        ["gelu"] = Call("F.gelu"),
        ["greater"] = Truth(">"),
        ["greaterEqual"] = Truth(">="),
        ["leakyRelu"] = x => $"F.leaky_relu({x.A}, {x.Coefficient})",
        ["leakySlope"] = x => $"leaky_slope({x.A}, {x.Coefficient})",
        ["less"] = Truth("<"),
        ["lessEqual"] = Truth("<="),
        ["log"] = Call("torch.log"),
        ["log1p"] = Call("torch.log1p"),
        ["logSoftmaxOver"] = x => $"along(lambda r: F.log_softmax(r, -1), {x.A}, {x.Axes})",
        ["logSumExpOver"] = x => $"torch.logsumexp({x.A}, {x.Axes})",
        ["matmul"] = Call("torch.matmul"),
        ["max"] = x => Extreme(x, "torch.maximum", ">"),
        ["maxOver"] = x => $"torch.amax({x.A}, {x.Axes})",
        ["min"] = x => Extreme(x, "torch.minimum", "<"),
        ["minOver"] = x => $"torch.amin({x.A}, {x.Axes})",
        ["mul"] = Infix("*"),
        ["neg"] = x => $"-{x.A}",
        ["norm2Over"] = x => $"torch.linalg.vector_norm({x.A}, dim={x.Axes})",
        ["normalCdf"] = Call("normal_cdf"),
        ["normalPdf"] = Call("normal_pdf"),
        ["notEqual"] = Truth("!="),
        ["pad"] = Pad,
        ["permute"] = x => $"{x.A}.permute({x.Axes})",
        ["pow"] = Call("torch.pow"),
        ["powConstant"] = x => $"torch.pow({x.A}, {x.Coefficient})",
        ["powDerivative"] = x =>
            string.Join(
                " * ",
                [
                    $"pow_derivative({x.A}, {x.B}, {x.Node.Get<PowerOrder>().InBase}, {x.Node.Get<PowerOrder>().InExponent})",
                    .. x.X.Skip(2),
                ]
            ),
        ["prodOthersOver"] = x => $"prod_others([{x.All}], {x.Axes})",
        ["prodOver"] = x => $"torch.prod(rows({x.A}, {x.Axes}), -1)",
        ["reciprocal"] = Call("torch.reciprocal"),
        ["relu"] = Call("torch.relu"),
        ["reshape"] = x => $"{x.A}.reshape({x.Shape})",
        ["scatterAdd"] = x =>
            $"scatter_add({x.B}, {x.A}, {x.Node.Get<Scattering>().Axis}, {x.Node.Get<Scattering>().Length})",
        ["select"] = Call("select"),
        ["sigmoid"] = Call("torch.sigmoid"),
        ["sign"] = Call("torch.sign"),
        ["silu"] = Call("F.silu"),
        ["sin"] = Call("torch.sin"),
        ["slice"] = Slice,
        ["softmaxOver"] = x => $"along(lambda r: F.softmax(r, -1), {x.A}, {x.Axes})",
        ["softplus"] = Call("F.softplus"),
        ["spreadOver"] = x =>
            $"spread({x.A}, {TorchCall.List(x.Node.Get<Spreading>().Axes)}, {TorchCall.List(x.Node.Get<Spreading>().Lengths)})",
        ["sqrt"] = Call("torch.sqrt"),
        ["square"] = Call("torch.square"),
        ["stopGradient"] = x => $"{x.A}.detach()",
        ["strongMul"] = Infix("*"),
        ["sub"] = Infix("-"),
        ["sumOver"] = x => $"torch.sum({x.A}, {x.Axes})",
        ["tanh"] = Call("torch.tanh"),
        ["whereAny"] = x =>
            $"where_any({x.A}, [{string.Join(", ", x.X.Skip(1))}], {x.Node.Get<Inverted>().Last})",
        ["wins"] = x => $"where_wins({x.All}, {AtTie(x.Node.Get<Ties>().Policy)})",
        ["winsOver"] = x => $"along(wins_over, {x.A}, {x.Axes})",
    };

    /// <summary>The names of the primitives that have a row.</summary>
    public static IReadOnlyCollection<string> Known => Words.Keys;

    /// <summary>The Python expression for one application.</summary>
    /// <exception cref="KeyNotFoundException">The primitive has no row: the message names it.</exception>
    public static string Translate(Apply node, IReadOnlyList<string> operands) =>
        Words.TryGetValue(node.Primitive.Name, out var word)
            ? word(new(node, operands))
            : throw new KeyNotFoundException(
                $"{node.Primitive.Name} has no word for PyTorch. Add a row to TorchWords."
            );

    private static Func<TorchCall, string> Call(string name) => x => $"{name}({x.All})";

    private static Func<TorchCall, string> Infix(string sign) => x => $"{x.A} {sign} {x.B}";

    private static Func<TorchCall, string> Truth(string sign) => x => $"truth({x.A} {sign} {x.B})";

    private static string Extreme(TorchCall x, string split, string beats) =>
        x.Node.Get<Ties>().Policy switch
        {
            TiePolicy.Split or TiePolicy.Error => $"{split}({x.All})",
            TiePolicy.First => $"torch.where({x.A} {beats}= {x.B}, {x.A}, {x.B})",
            TiePolicy.Second => $"torch.where({x.A} {beats} {x.B}, {x.A}, {x.B})",
            _ => throw new ArgumentOutOfRangeException(nameof(x)),
        };

    private static string AtTie(TiePolicy policy) =>
        policy switch
        {
            TiePolicy.Split or TiePolicy.Error => "0.5",
            TiePolicy.First => "1.0",
            TiePolicy.Second => "0.0",
            _ => throw new ArgumentOutOfRangeException(nameof(policy)),
        };

    private static string Slice(TorchCall x)
    {
        var (begin, end, step) = x.Node.Get<Slicing>();
        var ranges = begin.Select((b, axis) => $"{b}:{end[axis]}:{step[axis]}");
        return begin.Count == 0 ? x.A : $"{x.A}[{string.Join(", ", ranges)}]";
    }

    /// <summary>PyTorch counts the axes to pad from the last.</summary>
    private static string Pad(TorchCall x)
    {
        var (before, after) = x.Node.Get<Padding>();
        var margins = before
            .Zip(after)
            .Reverse()
            .SelectMany(pair => new[] { pair.First, pair.Second });
        return before.Count == 0 ? x.A : $"F.pad({x.A}, {TorchCall.List(margins)})";
    }
}
