namespace FunctionalGrad;

/// <summary>What becomes of the upstream gradient on its way through a gate to one of its inputs.</summary>
public enum EdgeFlow
{
    /// <summary>A contribution arrives: upstream times local.</summary>
    Flows,

    /// <summary>The input depends on no input of the graph, so nobody asks for a gradient there.</summary>
    Constant,

    /// <summary>The gate's rule connects nothing: stopGradient, sign, the condition of a select, the indices of a gather.</summary>
    NotConnected,

    /// <summary>The gate has no derivative; asking for this gradient is an error.</summary>
    NotDifferentiable,
}
