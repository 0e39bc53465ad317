using System.Numerics;

namespace FunctionalGrad;

public sealed partial class TrainingState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepName = "step";
    private const string SeedName = "seed";
    private const string ParameterPrefix = "parameters/";
    private const string SlotPrefix = "slots/";
    private const string MetricPrefix = "metrics/";

    /// <summary>Saves the whole state, so that <see cref="Load"/> gives it back bit for bit; a network's weights alone are saved by saving its <see cref="Parameters"/>.</summary>
    /// <param name="path">A file whose name ends in <c>.npz</c> or <c>.safetensors</c>.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path)
    {
        if (IsNpz(path))
            Npz.Save(path, ToArrays());
        else
            SafeTensors.Save(path, ToArrays());
    }

    /// <summary>Loads a state that was saved.</summary>
    /// <param name="path">A file whose name ends in <c>.npz</c> or <c>.safetensors</c>.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no state.</exception>
    public static TrainingState<T> Load(string path) =>
        OfArrays(IsNpz(path) ? Npz.Load<T>(path) : SafeTensors.Load<T>(path));

    /// <summary>The state as named arrays, for any format: <c>parameters/...</c>, <c>slots/...</c>, <c>metrics/...</c>, and <c>step</c> and <c>seed</c> as four digits of base 65536, which are exact in float too.</summary>
    public IReadOnlyDictionary<string, NDArray<T>> ToArrays()
    {
        var arrays = new OrderedDictionary<string, NDArray<T>>
        {
            [StepName] = Digits(Step),
            [SeedName] = Digits(Seed),
        };
        foreach (var (name, value) in Parameters)
            arrays.Add(ParameterPrefix + name, value);
        foreach (var (name, value) in Slots)
            arrays.Add(SlotPrefix + name, value);
        foreach (var (name, value) in Metrics)
            arrays.Add(MetricPrefix + name, NDArray<T>.Scalar(T.CreateChecked(value)));
        return arrays;
    }

    /// <summary>The state that <see cref="ToArrays"/> made arrays of.</summary>
    /// <exception cref="InvalidDataException">The arrays are no state's.</exception>
    public static TrainingState<T> OfArrays(IReadOnlyDictionary<string, NDArray<T>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var parameters = new OrderedDictionary<string, NDArray<T>>();
        var slots = new OrderedDictionary<string, NDArray<T>>();
        var metrics = new OrderedDictionary<string, double>();
        foreach (var (name, value) in arrays)
            if (name.StartsWith(ParameterPrefix, StringComparison.Ordinal))
                parameters.Add(name[ParameterPrefix.Length..], value);
            else if (name.StartsWith(SlotPrefix, StringComparison.Ordinal))
                slots.Add(name[SlotPrefix.Length..], value);
            else if (name.StartsWith(MetricPrefix, StringComparison.Ordinal))
                metrics.Add(name[MetricPrefix.Length..], Number(name, value));
            else if (name is not (StepName or SeedName))
                throw new InvalidDataException(
                    $"training state: the array {name} belongs to no state. Are these the parameters alone? Give them to WithParameters."
                );
        long step = Whole(arrays, StepName);
        return step < 0
            ? throw new InvalidDataException($"training state: the step is {step}, less than 0.")
            : new(step, Whole(arrays, SeedName), parameters, slots, metrics);
    }

    private static NDArray<T> Digits(long number) =>
        NDArray<T>.Of(
            [4],
            [.. Enumerable.Range(0, 4).Select(i => T.CreateChecked((ushort)(number >> (16 * i))))]
        );

    private static long Whole(IReadOnlyDictionary<string, NDArray<T>> arrays, string name)
    {
        if (!arrays.TryGetValue(name, out var digits))
            throw new InvalidDataException(
                $"training state: there is no array {name}, so it is no state. {Known(arrays.Keys)}"
            );
        long number = 0;
        bool whole = digits.Shape.Equals(Shape.Of(4));
        for (int i = 0; whole && i < 4; i++)
        {
            ushort digit = ushort.CreateSaturating(digits[i]);
            whole = T.CreateChecked(digit) == digits[i];
            number |= (long)digit << (16 * i);
        }
        return whole
            ? number
            : throw new InvalidDataException(
                $"training state: {name} must be four whole numbers from 0 to 65535, but is {digits.Shape}: [{string.Join(", ", digits.ToArray())}]."
            );
    }

    private static double Number(string name, NDArray<T> value) =>
        value.Shape.Rank == 0
            ? double.CreateChecked(value.ToScalar())
            : throw new InvalidDataException(
                $"training state: {name} must be a number, but is {value.Shape}."
            );

    private static bool IsNpz(string path) =>
        System.IO.Path.GetExtension(Argument.NotNull(path)) switch
        {
            ".npz" => true,
            ".safetensors" => false,
            _ => throw new ArgumentException(
                $"training state: the file {path} ends neither in .npz nor in .safetensors, so its format is not known."
            ),
        };
}
