namespace FunctionalGrad;

/// <summary>A piece of a formula, and how tightly it binds, as <see cref="Notation.Precedence"/> counts; an atom is never put in parentheses.</summary>
internal readonly record struct FormulaTerm(string Text, int Precedence)
{
    public const int Atom = 6;

    /// <summary>What is put in parentheses wherever something stands beside it.</summary>
    public const int Loose = -1;
}
