namespace FunctionalGrad;

/// <summary>How a parameter starts: a value that says it, drawn when training begins.</summary>
/// <remarks>
/// <para>Two are equal when they say the same. What is drawn depends on the seed and the parameter's name alone, to the last bit, on every platform.</para>
/// <para>
/// Scaled initialisers look at the shape, whose convention is [inputs, outputs]: fan-in is the last axis but one, fan-out the last,
/// both times the lengths of the axes before them. A vector has its length as fan-in and 1 as fan-out; a scalar has 1 and 1.
/// </para>
/// </remarks>
public abstract record Initializer
{
    private protected Initializer() { }

    /// <summary>All 0.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All 1.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>Normal with variance 1 / fan-in: the lecture's <c>randn(D, H) / sqrt(D)</c>.</summary>
    public static Initializer ScaledNormal { get; } =
        new VarianceScaling(nameof(ScaledNormal), 1, false, true);

    /// <summary>Uniform with variance 2 / (fan-in + fan-out) (Glorot, Bengio 2010); Xavier's by first name.</summary>
    public static Initializer GlorotUniform { get; } =
        new VarianceScaling(nameof(GlorotUniform), 1, true, false);

    /// <summary>Normal with variance 2 / (fan-in + fan-out) (Glorot, Bengio 2010); Xavier's by first name.</summary>
    public static Initializer GlorotNormal { get; } =
        new VarianceScaling(nameof(GlorotNormal), 1, true, true);

    /// <summary>Uniform with variance 2 / fan-in, for ReLU (He, Zhang, Ren, Sun 2015).</summary>
    public static Initializer HeUniform { get; } =
        new VarianceScaling(nameof(HeUniform), 2, false, false);

    /// <summary>Normal with variance 2 / fan-in, for ReLU (He, Zhang, Ren, Sun 2015).</summary>
    public static Initializer HeNormal { get; } =
        new VarianceScaling(nameof(HeNormal), 2, false, true);

    /// <summary>Uniform with variance 1 / fan-in (LeCun, Bottou, Orr, Müller 1998).</summary>
    public static Initializer LeCunUniform { get; } =
        new VarianceScaling(nameof(LeCunUniform), 1, false, false);

    /// <summary>Normal with variance 1 / fan-in (LeCun, Bottou, Orr, Müller 1998).</summary>
    public static Initializer LeCunNormal { get; } =
        new VarianceScaling(nameof(LeCunNormal), 1, false, true);

    /// <summary><see cref="GlorotUniform"/>, the usual one of the two.</summary>
    public static Initializer Glorot => GlorotUniform;

    /// <summary><see cref="GlorotUniform"/> by its author's first name.</summary>
    public static Initializer Xavier => GlorotUniform;

    /// <summary><see cref="HeNormal"/>, the usual one of the two.</summary>
    public static Initializer He => HeNormal;

    /// <summary><see cref="LeCunNormal"/>, the usual one of the two.</summary>
    public static Initializer LeCun => LeCunNormal;

    /// <summary>All the same number.</summary>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>Normal with mean 0 and the given standard deviation.</summary>
    /// <exception cref="ArgumentException">The standard deviation is negative or not finite.</exception>
    public static Initializer Normal(double std) => new NormalInitializer(std);

    /// <summary>Uniform between two numbers.</summary>
    /// <exception cref="ArgumentException">The numbers are not finite, or low lies above high.</exception>
    public static Initializer Uniform(double low, double high) => new UniformInitializer(low, high);

    /// <summary>The initialiser that a text says: the inverse of <see cref="Source"/>.</summary>
    /// <exception cref="FormatException">The text says none.</exception>
    public static Initializer Read(string source) =>
        RandomSource<Initializer>.Read(
            Argument.NotNull(source),
            nameof(Initializer),
            (word, arguments) =>
                (word, arguments) switch
                {
                    (nameof(Zeros), []) => Zeros,
                    (nameof(ScaledNormal), []) => ScaledNormal,
                    (nameof(GlorotUniform), []) => GlorotUniform,
                    (nameof(GlorotNormal), []) => GlorotNormal,
                    (nameof(HeUniform), []) => HeUniform,
                    (nameof(HeNormal), []) => HeNormal,
                    (nameof(LeCunUniform), []) => LeCunUniform,
                    (nameof(LeCunNormal), []) => LeCunNormal,
                    (nameof(Constant), [var value]) => Constant(value),
                    (nameof(Normal), [var std]) => Normal(std),
                    (nameof(Uniform), [var low, var high]) => Uniform(low, high),
                    _ => null,
                }
        );

    /// <summary>The text that makes it, in C# as in F#: <c>Initializer.Normal(0.1)</c>.</summary>
    public abstract string Source { get; }

    /// <summary>The starting values of a parameter.</summary>
    /// <param name="shape">The parameter's shape, [inputs, outputs] for a matrix.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">The parameter's name, so that two parameters of one shape start differently.</param>
    public NDArray<double> Draw(Shape shape, long seed, string name = "")
    {
        var random = new SeededRandom(seed, name);
        return NDArray<double>.Create(shape, elements => Write(elements, shape, random));
    }

    /// <summary>The same as <see cref="Source"/>.</summary>
    public sealed override string ToString() => Source;

    private protected abstract void Write(Span<double> elements, Shape shape, SeededRandom random);
}
