namespace FunctionalGrad.Properties;

/// <summary>One line of a recipe: a constant, or a primitive applied to earlier slots.</summary>
/// <remarks>Slots are counted from 0, inputs first, and taken modulo what is there, so that every recipe can be built.</remarks>
public abstract record Step
{
    private Step() { }

    /// <summary>A constant.</summary>
    public sealed record Number : Step
    {
        /// <summary>A constant of that shape.</summary>
        /// <param name="shape">Its shape.</param>
        /// <param name="values">Its elements, row-major, repeated as often as needed; ones where there are none.</param>
        public Number(Shape shape, IEnumerable<double> values)
        {
            ArgumentNullException.ThrowIfNull(shape);
            ArgumentNullException.ThrowIfNull(values);
            Shape = shape;
            Values = [.. values];
        }

        /// <summary>Its shape.</summary>
        public Shape Shape { get; }

        /// <summary>Its elements, row-major, repeated as often as needed.</summary>
        public IReadOnlyList<double> Values { get; }

        /// <summary>Whether both have one shape and the same values in the same order.</summary>
        public bool Equals(Number? other) =>
            other is not null && Shape.Equals(other.Shape) && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Shape, Values.Count);
    }

    /// <summary>A primitive applied to earlier slots.</summary>
    public sealed record Use : Step
    {
        /// <summary>A primitive applied to earlier slots.</summary>
        /// <param name="primitive">What is applied.</param>
        /// <param name="operands">The slots of its operands; its shape rule says how many are taken.</param>
        /// <param name="choice">The seed of its attributes and of the shapes that its operands are brought into.</param>
        /// <param name="inside">Whether its operands are moved into its domain.</param>
        public Use(Primitive primitive, IEnumerable<int> operands, int choice, bool inside)
        {
            ArgumentNullException.ThrowIfNull(primitive);
            ArgumentNullException.ThrowIfNull(operands);
            Operands = [.. operands];
            if (Operands.Count == 0 || Operands.Any(slot => slot < 0))
                throw new ArgumentException(
                    $"{primitive.Name}: operands are slots counted from 0, at least one, but were [{string.Join("; ", Operands)}].",
                    nameof(operands)
                );
            (Primitive, Choice, Inside) = (primitive, choice, inside);
        }

        /// <summary>What is applied.</summary>
        public Primitive Primitive { get; }

        /// <summary>The slots of its operands.</summary>
        public IReadOnlyList<int> Operands { get; }

        /// <summary>The seed of its attributes and of the shapes that its operands are brought into.</summary>
        public int Choice { get; init; }

        /// <summary>Whether its operands are moved into its domain.</summary>
        public bool Inside { get; init; }

        /// <summary>The same primitive on other slots.</summary>
        public Use On(IEnumerable<int> operands) => new(Primitive, operands, Choice, Inside);

        /// <summary>Whether both apply one primitive to the same slots in the same way.</summary>
        public bool Equals(Use? other) =>
            other is not null
            && ReferenceEquals(Primitive, other.Primitive)
            && Operands.SequenceEqual(other.Operands)
            && (Choice, Inside) == (other.Choice, other.Inside);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Primitive.Name, Choice, Inside);
    }
}
