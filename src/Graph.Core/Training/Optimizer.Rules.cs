using static FunctionalGrad.Expr;

namespace FunctionalGrad;

public sealed partial record Optimizer
{
    /// <summary>Gradient descent: <c>w - r g</c>.</summary>
    public static Optimizer GradientDescent(Schedule rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new([], (w, g, _, t) => new(w - rate.At(t) * g));
    }

    /// <summary>Momentum: <c>v' = mu v + g</c>, <c>w - r v'</c>.</summary>
    /// <remarks>B. T. Polyak 1964, in the form of PyTorch's SGD; with a constant rate the same path as CS231n's <c>v = mu v - r g</c>.</remarks>
    public static Optimizer Momentum(Schedule rate, double mu = 0.9)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new(
            ["velocity"],
            (w, g, slots, t) =>
            {
                var v = mu * slots[0] + g;
                return new(w - rate.At(t) * v, v);
            }
        );
    }

    /// <summary>Nesterov's momentum: <c>v' = mu v + g</c>, <c>w - r (g + mu v')</c>.</summary>
    /// <remarks>Y. Nesterov 1983, in the form of I. Sutskever et al. 2013 that PyTorch's SGD has.</remarks>
    public static Optimizer Nesterov(Schedule rate, double mu = 0.9)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new(
            ["velocity"],
            (w, g, slots, t) =>
            {
                var v = mu * slots[0] + g;
                return new(w - rate.At(t) * (g + mu * v), v);
            }
        );
    }

    /// <summary>AdaGrad: <c>s' = s + g^2</c>, <c>w - r g / (sqrt s' + epsilon)</c>.</summary>
    /// <remarks>J. Duchi, E. Hazan, Y. Singer, JMLR 12, 2011.</remarks>
    public static Optimizer AdaGrad(Schedule rate, double epsilon = 1e-10)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new(
            ["squares"],
            (w, g, slots, t) =>
            {
                var s = slots[0] + g * g;
                return new(w - rate.At(t) * g / (Sqrt(s) + epsilon), s);
            }
        );
    }

    /// <summary>RMSProp: <c>s' = rho s + (1 - rho) g^2</c>, <c>w - r g / (sqrt s' + epsilon)</c>.</summary>
    /// <remarks>G. Hinton, Neural Networks for Machine Learning, lecture 6e, 2012; defaults of PyTorch.</remarks>
    public static Optimizer RmsProp(Schedule rate, double rho = 0.99, double epsilon = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new(
            ["squares"],
            (w, g, slots, t) =>
            {
                var s = rho * slots[0] + (1 - rho) * (g * g);
                return new(w - rate.At(t) * g / (Sqrt(s) + epsilon), s);
            }
        );
    }

    /// <summary>Adam: <c>w - r m^ / (sqrt v^ + epsilon)</c> with <c>m' = beta1 m + (1 - beta1) g</c>, <c>v' = beta2 v + (1 - beta2) g^2</c>, <c>m^ = m' / (1 - beta1^(t+1))</c>, <c>v^ = v' / (1 - beta2^(t+1))</c>.</summary>
    /// <remarks>D. P. Kingma, J. Ba, ICLR 2015, algorithm 1, in the order that the end of their section 2 gives.</remarks>
    public static Optimizer Adam(
        Schedule rate,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8
    ) => AdamW(rate, beta1, beta2, epsilon, decay: 0);

    /// <summary>AdamW: Adam with the weights themselves decayed: <c>(1 - r decay) w - r m^ / (sqrt v^ + epsilon)</c>.</summary>
    /// <remarks>I. Loshchilov, F. Hutter, ICLR 2019, algorithm 2, where the rate scales the decay too, and all parameters decay, as in PyTorch.</remarks>
    public static Optimizer AdamW(
        Schedule rate,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double decay = 0.01
    )
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new(
            ["mean", "squares"],
            (w, g, slots, t) =>
            {
                var r = rate.At(t);
                var m = beta1 * slots[0] + (1 - beta1) * g;
                var v = beta2 * slots[1] + (1 - beta2) * (g * g);
                var kept = decay == 0 ? w : (1 - r * decay) * w;
                // Both corrections are numbers, so each weight takes one division and not three.
                var scale = Sqrt(WeightSoFar(beta2, t));
                var step = r * scale / WeightSoFar(beta1, t);
                return new(kept - step * m / (Sqrt(v) + epsilon * scale), m, v);
            }
        );
    }

    /// <summary>1 - beta^(t+1), the sum of the weights so far, without the cancellation that would cost float four digits.</summary>
    private static Expr WeightSoFar(double beta, Expr t) => -ExpM1((t + 1) * Math.Log(beta));
}
