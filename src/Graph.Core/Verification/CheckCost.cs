namespace FunctionalGrad;

/// <summary>How much of a derivative a gradient check looks at.</summary>
public enum CheckCost
{
    /// <summary>All of a Jacobian of up to 64 entries; above that as <see cref="Cheap"/>.</summary>
    Auto,

    /// <summary>Every entry.</summary>
    Full,

    /// <summary>Random directions, and of each input the largest entries, random ones and some that should be 0; every entry when one of these fails.</summary>
    Cheap,
}
