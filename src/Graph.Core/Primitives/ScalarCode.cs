namespace FunctionalGrad;

/// <summary>What an elementwise kernel computes of single numbers, where that is one operation of arithmetic; the bits are the same.</summary>
internal enum ScalarCode
{
    /// <summary>Whatever the kernel's body does.</summary>
    Body,

    /// <summary>The number itself.</summary>
    Copy,

    /// <summary>a + b, and so on from the left.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>-a.</summary>
    Negate,

    /// <summary>a * a.</summary>
    Square,

    /// <summary>a * a * a.</summary>
    Cube,

    /// <summary>b where a is not 0, c where it is, a where it is NaN.</summary>
    Select,
}
