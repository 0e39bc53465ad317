using System.Numerics;

namespace FunctionalGrad;

/// <summary>Multiplies matrices where they lie.</summary>
internal sealed class ProductInstruction<T>(ProductStep step) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(Frame<T> frame) =>
        MatrixProduct.Multiply(
            step.Size,
            frame.Places[step.Left].Span,
            step.LeftLayout,
            frame.Places[step.Right].Span,
            step.RightLayout,
            frame.Places[step.To].Span,
            MatrixLayout.Dense(step.Size.Rows, step.Size.Columns),
            T.One,
            T.Zero,
            default(NoEpilogue<T>)
        );
}
