using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>Layers: functions from expressions to expressions whose parameters are named after the layer.</summary>
/// <remarks>
/// A layer made inside <see cref="ModulePath.Named{TResult}"/> has that path before its name. A layer applied twice has the same
/// parameters both times; two layers of one name and shape are the same layer.
/// </remarks>
public static class Layer
{
    /// <summary>A linear layer with bias: x W + b, for a batch [N, inputs] or a single vector [inputs]. Its parameters are <c>name.weight</c> [inputs, outputs] and <c>name.bias</c> [outputs].</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="inputs">How many features come in.</param>
    /// <param name="outputs">How many go out.</param>
    /// <param name="weight">How the weight starts; <see cref="Initializer.He"/> unless given, as most layers are followed by a rectifier. Before sigmoid or tanh prefer <see cref="Initializer.Glorot"/>.</param>
    /// <param name="bias">How the bias starts; zeros unless given.</param>
    /// <returns>A function that throws a <see cref="ShapeException"/> for an input whose last axis is not <paramref name="inputs"/>.</returns>
    public static Func<Expr, Expr> Dense(
        string name,
        int inputs,
        int outputs,
        Initializer? weight = null,
        Initializer? bias = null
    )
    {
        var multiply = Linear(name, inputs, outputs, weight);
        var b = Parameter($"{Path(name)}.bias", [outputs], bias ?? Initializer.Zeros);
        return x =>
        {
            var y = multiply(x);
            return ModulePath.Named(name, () => y + b);
        };
    }

    /// <summary>A linear layer without bias: x W, as the lecture's <c>x.dot(w1)</c>. Its parameter is <c>name.weight</c> [inputs, outputs].</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="inputs">How many features come in.</param>
    /// <param name="outputs">How many go out.</param>
    /// <param name="weight">How the weight starts; <see cref="Initializer.He"/> unless given.</param>
    /// <returns>A function that throws a <see cref="ShapeException"/> for an input whose last axis is not <paramref name="inputs"/>.</returns>
    public static Func<Expr, Expr> Linear(
        string name,
        int inputs,
        int outputs,
        Initializer? weight = null
    )
    {
        string path = Path(name);
        var w = Parameter($"{path}.weight", [inputs, outputs], weight ?? Initializer.He);
        return x =>
        {
            RequireFeatures("dense", path, x, inputs, $"its weight is {w.Shape}");
            return ModulePath.Named(name, () => MatMul(x, w));
        };
    }

    /// <summary>Layer normalisation over the last axis: (x - mean) / sqrt(variance + epsilon) gain + bias, smooth also where the variance is 0.</summary>
    /// <remarks>J. L. Ba, J. R. Kiros, G. E. Hinton 2016, equation 4. Its parameters are <c>name.gain</c> [features], ones at first, and <c>name.bias</c>, zeros.</remarks>
    /// <param name="name">The layer's name.</param>
    /// <param name="features">The length of the last axis.</param>
    /// <param name="epsilon">What keeps the division finite; greater than 0.</param>
    /// <exception cref="ShapeException"><paramref name="epsilon"/> is not greater than 0.</exception>
    public static Func<Expr, Expr> Normalize(string name, int features, double epsilon = 1e-5)
    {
        string path = Path(name);
        if (!(epsilon > 0))
            throw new ShapeException(
                $"normalize {path}: epsilon is {Literal.Format(epsilon)}, but it must be greater than 0 to keep the division finite where all features are equal."
            );
        var gain = Parameter($"{path}.gain", [features], Initializer.Ones);
        var bias = Parameter($"{path}.bias", [features], Initializer.Zeros);
        return x =>
        {
            RequireFeatures("normalize", path, x, features, $"its gain is {gain.Shape}");
            return ModulePath.Named(
                name,
                () =>
                {
                    var centred = x - ExpandDims(Mean(x, [-1]), -1);
                    var variance = ExpandDims(Mean(Square(centred), [-1]), -1);
                    return centred / Sqrt(variance + epsilon) * gain + bias;
                }
            );
        };
    }

    /// <summary>Dropout while training: each element is 0 with probability <paramref name="rate"/>, and what stays is divided by 1 - rate, so that the mean stays; otherwise its input as it is.</summary>
    /// <remarks>
    /// N. Srivastava et al., JMLR 15, 2014, in the inverted form of CS231n. The mask is a noise input named <c>name.mask</c>, which a run draws
    /// from its seed, the step and that name; used at two places, one layer has one mask, and the shapes there must agree.
    /// </remarks>
    /// <param name="name">The layer's name.</param>
    /// <param name="rate">The probability that an element is dropped: at least 0, less than 1.</param>
    /// <param name="training">Whether the network built is the one that is trained, or the one that is evaluated.</param>
    /// <exception cref="ShapeException">The rate is not at least 0 and less than 1.</exception>
    public static Func<Expr, Expr> Dropout(string name, double rate, bool training)
    {
        string path = Path(name);
        if (!(rate >= 0 && rate < 1))
            throw new ShapeException(
                $"dropout {path}: the rate is {Literal.Format(rate)}, but it must be at least 0 and less than 1: it is the probability that an element is dropped."
            );
        if (!training || rate == 0)
            return x => x;
        var kept = Distribution.Bernoulli(1 - rate);
        return x =>
            ModulePath.Named(name, () => x * Noise($"{path}.mask", x.Shape, kept) / (1 - rate));
    }

    private static string Path(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ModulePath.Current is { } outer ? $"{outer}.{name}" : name;
    }

    private static void RequireFeatures(
        string layer,
        string path,
        Expr x,
        int features,
        string because
    )
    {
        if (x.Shape.Rank == 0 || x.Shape[^1] != features)
            throw new ShapeException(
                $"{layer} {path}: the input is {x.Described}, but the layer takes [N, {features}] or [{features}]: {because}, so the input's last axis must be {features}. Does another layer belong between, or the input transposed?"
            );
    }
}
