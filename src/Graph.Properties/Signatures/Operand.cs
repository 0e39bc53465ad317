namespace FunctionalGrad.Properties;

/// <summary>What an operand of an application has to be.</summary>
/// <param name="Shape">Its shape.</param>
internal abstract record Operand(Shape Shape)
{
    /// <summary>Any numbers; they get a gradient.</summary>
    public sealed record Real(Shape Shape) : Operand(Shape);

    /// <summary>Zeros and ones, which get none.</summary>
    public sealed record Condition(Shape Shape) : Operand(Shape);

    /// <summary>Whole numbers from 0 up to, not including, the bound, which get none.</summary>
    public sealed record Index(Shape Shape, int Bound) : Operand(Shape);
}
