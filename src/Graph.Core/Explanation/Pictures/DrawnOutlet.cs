namespace FunctionalGrad;

/// <summary>What stands beside a wire where it leaves its box: the value above, the gradient below, and the node's name where other wires leave the box too.</summary>
internal sealed class DrawnOutlet
{
    public DrawnOutlet(PictureOutlet outlet, bool isAlone, bool isInput)
    {
        Outlet = outlet;
        if (outlet.Node is not { } node)
        {
            Values = [$"{Numbers.Whole(outlet.Nodes.Count)} wires"];
            Gradients = [];
            return;
        }
        Values = PictureText.Lines(node.Value, isInput);
        if (!isAlone)
        {
            string name = DrawnBox.Clipped(node.Name);
            Values = Values is [var only] ? [$"{name} = {only}"] : [name, .. Values];
        }
        Gradients = node.Gradient is { } gradient
            ? PictureText.Lines(gradient, isInput)
            : [Remarks.NoGradient(node)];
    }

    public PictureOutlet Outlet { get; }

    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<string> Gradients { get; }

    /// <summary>Whether one node's wire goes to several places: a copy gate, drawn as a dot.</summary>
    public bool Forks { get; init; }

    public double Width =>
        Values.Concat(Gradients).Max(line => DrawnBox.Width(line, DrawnBox.Letter));

    public double Height => 2 * (Math.Max(Values.Count, Gradients.Count) * DrawnBox.LineHeight + 6);

    /// <summary>How far below the top of the box's room the wire leaves.</summary>
    public double Offset { get; set; }
}
