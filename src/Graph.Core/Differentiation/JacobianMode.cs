namespace FunctionalGrad;

/// <summary>Which way a Jacobian is filled.</summary>
public enum JacobianMode
{
    /// <summary>Forward when there are fewer columns than rows, else reverse.</summary>
    Auto,

    /// <summary>Column by column: one forward pass for each element of what is differentiated with respect to.</summary>
    Forward,

    /// <summary>Row by row: one reverse pass for each element of the output.</summary>
    Reverse,
}
