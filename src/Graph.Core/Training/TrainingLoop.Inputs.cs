using System.Numerics;

namespace FunctionalGrad;

public sealed partial class TrainingLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private (int, NoiseOrigin, T[], NDArray<T>) Noise(int input, NoiseOrigin origin)
    {
        var shape = inputs[input].Shape;
        var elements = new T[shape.Size];
        return (input, origin, elements, NDArray<T>.Adopt(shape, elements));
    }

    /// <summary>Gives the step all that is no data: what the step before handed on, the number of steps, noise.</summary>
    private void Begin()
    {
        Array.Clear(given);
        for (int i = 0; i < inputOf.Length; i++)
            if (inputOf[i] >= 0)
                Give(inputOf[i], now[i]);
        taken[0] = T.CreateChecked(StepsTaken);
        if (stepInput >= 0)
            given[stepInput] = true;
        foreach (var (input, origin, elements, value) in noise)
        {
            random.Restart(start.Seed, inputs[input].Name, StepsTaken);
            origin.Distribution.DrawInto<T>(elements, random);
            Give(input, value);
        }
    }

    private void Give(Binding<T> binding)
    {
        if (binding.Name is null)
            throw BindingException.Empty("training");
        int index = IndexOf(binding.Name);
        if (index >= 0)
        {
            Bindings<T>.RequireSame(inputs[index], binding);
            Give(index, binding.Value);
        }
        else if (binding.Input is null)
            throw new BindingException(
                $"training: {binding.Name} is bound, but the step has no input of that name. {Bindings<T>.Known(inputs)}"
            );
    }

    private void Give(int index, NDArray<T> value)
    {
        var input = inputs[index];
        if (given[index])
            throw new BindingException($"training: {input.Name} is bound twice.");
        if (!value.Shape.Equals(input.Shape))
            throw BindingException.OtherShape("training", input, value.Shape);
        if (step.RequiresFinite)
            Bindings<T>.RequireFinite(input, value);
        (values[index], given[index]) = (value, true);
    }

    private int IndexOf(string name) => ordinals.GetValueOrDefault(name, -1);
}
