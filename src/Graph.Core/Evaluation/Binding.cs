using System.Numerics;

namespace FunctionalGrad;

/// <summary>The value of one input for one evaluation.</summary>
/// <remarks>Written as a tuple: <c>(x, 2.0)</c>, <c>(w, array)</c>, or by name <c>("hidden.weight", array)</c>.</remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public readonly struct Binding<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Binds an input.</summary>
    /// <exception cref="BindingException">The expression is not an input.</exception>
    public Binding(Expr input, NDArray<T> value)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(value);
        Input =
            input as Input
            ?? throw new BindingException(
                $"bind: {input.Label} {input.Shape} is not an input, so it cannot be bound. Bind the inputs below it, or substitute it."
            );
        Name = Input.Name;
        Value = value;
    }

    /// <summary>Binds the input that has the given name.</summary>
    public Binding(string name, NDArray<T> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        (Name, Value) = (name, value);
    }

    /// <summary>The input, or null when it was bound by name.</summary>
    public Input? Input { get; }

    /// <summary>The name of the input.</summary>
    public string Name { get; }

    /// <summary>Its value.</summary>
    public NDArray<T> Value { get; }

    /// <summary>Binds an input to an array.</summary>
    public static implicit operator Binding<T>((Expr Input, NDArray<T> Value) pair) =>
        new(pair.Input, pair.Value);

    /// <summary>Binds an input to a number.</summary>
    public static implicit operator Binding<T>((Expr Input, T Value) pair) =>
        new(pair.Input, NDArray<T>.Scalar(pair.Value));

    /// <summary>Binds an input to a whole number.</summary>
    public static implicit operator Binding<T>((Expr Input, int Value) pair) =>
        new(pair.Input, NDArray<T>.Scalar(T.CreateChecked(pair.Value)));

    /// <summary>Binds the input of that name to an array.</summary>
    public static implicit operator Binding<T>((string Name, NDArray<T> Value) pair) =>
        new(pair.Name, pair.Value);
}
