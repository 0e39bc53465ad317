using System.Diagnostics;

namespace FunctionalGrad;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial class NDArray<T>
{
    /// <summary>The elements as NumPy prints them: aligned rows in brackets, the middle of long axes elided; a scalar is its number.</summary>
    /// <remarks>A scalar is printed to the last digit, an array with 8 significant ones. The culture makes no difference.</remarks>
    public override string ToString() => ArrayText.Of(this);

    private string DebuggerText => $"{typeof(T).Name} {Shape} {this}";
}
