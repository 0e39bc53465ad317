namespace FunctionalGrad;

/// <summary>The shape of a primitive's output.</summary>
/// <param name="x">Its inputs.</param>
/// <param name="attributes">Its parameters.</param>
/// <exception cref="ShapeException">The inputs do not fit; the sentence leaves out the primitive's name, which is put before it.</exception>
public delegate Shape ShapeRule(IReadOnlyList<Expr> x, Attributes attributes);
