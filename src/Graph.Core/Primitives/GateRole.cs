namespace FunctionalGrad;

/// <summary>What a gate does to the gradient that flows back through it, in the lecture's words.</summary>
public enum GateRole
{
    /// <summary>Scales the upstream gradient by a local derivative: exp, tanh, sigmoid; neg and sub, by -1.</summary>
    LocalScaler,

    /// <summary>Hands the upstream gradient to every input unchanged: add, sum; copy, where it makes a single one.</summary>
    Distributor,

    /// <summary>Hands each input the upstream gradient times the other input: mul.</summary>
    SwapMultiplier,

    /// <summary>Hands the upstream gradient to the winning input alone: max, select.</summary>
    Router,

    /// <summary>Adds up the gradients of the copies it made: broadcast.</summary>
    Adder,

    /// <summary>Moves the upstream gradient to where the value came from: reshape, slice, gather.</summary>
    Mover,

    /// <summary>Its local derivatives are all 0, so that the gradient vanishes: comparisons, sign, stopGradient, a square at 0, a norm where all is 0.</summary>
    Vanishing,

    /// <summary>Mixes the elements: what flows back to one is weighed from several, or what comes from one is spread by weights: softmax, logSumExp, norms.</summary>
    Mixer,
}
