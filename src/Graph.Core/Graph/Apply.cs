namespace FunctionalGrad;

/// <summary>A primitive applied to the values of other nodes.</summary>
public sealed class Apply : Expr
{
    private readonly Expr[] inputs;

    internal Apply(Primitive primitive, Attributes attributes, Expr[] inputs, Shape shape)
        : this(primitive, attributes, inputs, shape, ModulePath.Current) { }

    private Apply(
        Primitive primitive,
        Attributes attributes,
        Expr[] inputs,
        Shape shape,
        string? module
    )
        : base(shape)
    {
        Primitive = primitive;
        Attributes = attributes;
        this.inputs = inputs;
        Module = module;
    }

    /// <summary>What is applied.</summary>
    public Primitive Primitive { get; }

    /// <summary>The primitive's parameters: axes, exponent, slope, tie policy.</summary>
    public Attributes Attributes { get; }

    /// <summary>What it is applied to, in order.</summary>
    public ReadOnlySpan<Expr> Inputs => inputs;

    /// <summary>The path of the module this node was built in, or null; it is for people and no part of equality.</summary>
    public string? Module { get; }

    /// <summary>The attributes in the type that the primitive gave them.</summary>
    public TAttributes Get<TAttributes>()
        where TAttributes : Attributes => (TAttributes)Attributes;

    /// <summary>The same application, of the same module, to other inputs of the same shapes.</summary>
    internal Apply On(Expr[] others) => new(Primitive, Attributes, others, Shape, Module);

    internal override string Label => Primitive.Name;
}
