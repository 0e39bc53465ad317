namespace FunctionalGrad;

/// <summary>What a piece of terminal text is, by which it is coloured.</summary>
internal enum Ink
{
    Plain,
    Heading,
    Value,
    Gradient,
}
