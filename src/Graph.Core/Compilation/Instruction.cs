using System.Numerics;

namespace FunctionalGrad;

/// <summary>One instruction in one element type. It holds no state of a run.</summary>
internal abstract class Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract void Run(Frame<T> frame);
}

/// <summary>Copies the elements of a view.</summary>
internal sealed class CopyInstruction<T>(CopyStep step) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int from = step.From;
    private readonly int to = step.To;
    private readonly StridedView view = step.View;

    public override void Run(Frame<T> frame) =>
        view.Copy(frame.Places[from].Span, frame.Places[to].Span);
}

/// <summary>Runs a kernel on whole operands.</summary>
internal sealed class KernelInstruction<T>(Apply node, int[] operands, int to) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelBody<T> body = node.Primitive.Kernel.Body<T>();

    public override void Run(Frame<T> frame) =>
        body(new Operands<T>(frame.Places, operands, node), frame.Places[to].Span);
}
