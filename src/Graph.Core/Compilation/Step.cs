namespace FunctionalGrad;

/// <summary>One instruction of a program, before it is known in which element type it runs.</summary>
internal abstract class Step
{
    /// <summary>The slots it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The slots it writes.</summary>
    public abstract IEnumerable<int> Writes { get; }

    /// <summary>How many numbers of room a thread needs while it runs.</summary>
    public virtual int Scratch => 0;

    /// <summary>How many numbers of room its threads share.</summary>
    public virtual int SharedScratch => 0;
}

/// <summary>Copies the elements of a view to a slot.</summary>
/// <param name="From">The slot that is viewed.</param>
/// <param name="View">How.</param>
/// <param name="To">The slot that is written.</param>
/// <param name="Node">The view's node.</param>
internal sealed class CopyStep(int From, StridedView View, int To, Expr Node) : Step
{
    public override IEnumerable<int> Reads => [From];

    public override IEnumerable<int> Writes => [To];

    public int From { get; } = From;

    public StridedView View { get; } = View;

    public int To { get; } = To;

    public Expr Node { get; } = Node;
}

/// <summary>Runs a primitive's kernel on whole operands.</summary>
/// <param name="Node">The application.</param>
/// <param name="Operands">Where its operands lie.</param>
/// <param name="To">The slot that is written.</param>
internal sealed class KernelStep(Apply Node, SlotPart[] Operands, int To) : Step
{
    public override IEnumerable<int> Reads => Operands.Select(part => part.Slot);

    public override IEnumerable<int> Writes => [To];

    public Apply Node { get; } = Node;

    public SlotPart[] Operands { get; } = Operands;

    public int To { get; } = To;
}
