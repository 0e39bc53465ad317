namespace FunctionalGrad.Properties;

/// <summary>What one literal among a primitive's attributes means to it.</summary>
internal enum Role
{
    Axes,
    Order,
    Copies,
    Regroup,
    Begin,
    End,
    Step,
    Margin,
    Axis,
    Length,
}
