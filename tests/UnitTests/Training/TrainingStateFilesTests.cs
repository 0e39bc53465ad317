using System.Numerics;

namespace FunctionalGrad.UnitTests.Training;

public sealed class TrainingStateFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("states").FullName;

    [Theory]
    [InlineData("run.npz")]
    [InlineData("run.safetensors")]
    public void A_run_resumed_from_a_file_goes_on_bit_for_bit(string file)
    {
        Resumes<float>(file);
        Resumes<double>(file);
    }

    [Fact]
    public void Step_and_seed_are_exact_in_float_beyond_its_24_bits()
    {
        var arrays = new Dictionary<string, NDArray<float>>
        {
            ["step"] = NDArray<float>.Of([4], [1, 0, 0, 16384]),
            ["seed"] = NDArray<float>.Of([4], [65535, 65535, 65535, 65535]),
        };
        var state = TrainingState<float>.OfArrays(arrays);
        Assert.Equal((1L << 62) + 1, state.Step);
        Assert.Equal(-1, state.Seed);
        Assert.Equal(state, TrainingState<float>.OfArrays(state.ToArrays()));
    }

    [Fact]
    public void States_that_differ_in_one_bit_are_not_equal()
    {
        var (step, batch) = Network<double>();
        var state = step.Run(step.Initial<double>(1), batch).First();
        var arrays = state.ToArrays();
        Assert.Equal(state, TrainingState<double>.OfArrays(arrays));
        foreach (var (name, value) in arrays)
        {
            var elements = value.ToArray();
            elements[0] = name is "step" or "seed"
                ? elements[0] + 1
                : Math.BitIncrement(elements[0]);
            var changed = new Dictionary<string, NDArray<double>>(arrays)
            {
                [name] = NDArray<double>.Of(value.Shape, elements),
            };
            Assert.NotEqual(state, TrainingState<double>.OfArrays(changed));
        }
    }

    [Fact]
    public void The_parameters_alone_are_saved_and_put_back_by_name()
    {
        var (step, batch) = Network<float>();
        var trained = step.Run(step.Initial<float>(1), batch).ElementAt(3);
        string path = Path.Combine(folder, "weights.safetensors");
        SafeTensors.Save(path, trained.Parameters);
        var loaded = step.Initial<float>(2).WithParameters(SafeTensors.Load<float>(path));
        Assert.All(
            trained.Parameters,
            p => Assert.True(p.Value.SameBits(loaded.Parameters[p.Key]))
        );
    }

    [Fact]
    public void Files_that_hold_no_state_are_told_so()
    {
        var three = NDArray<double>.Fill([3], 1);
        var zero = NDArray<double>.Fill([4], 0);
        Assert.Equal(
            "training state: the array hidden.weight belongs to no state. Are these the parameters alone? Give them to WithParameters.",
            Error(("hidden.weight", three))
        );
        Assert.Equal(
            "training state: there is no array step, so it is no state. It has parameters/w.",
            Error(("parameters/w", three))
        );
        Assert.Equal(
            "training state: step must be four whole numbers from 0 to 65535, but is [3]: [1, 1, 1].",
            Error(("step", three))
        );
        Assert.Equal(
            "training state: seed must be four whole numbers from 0 to 65535, but is [4]: [0.5, 0.5, 0.5, 0.5].",
            Error(("step", zero), ("seed", NDArray<double>.Fill([4], 0.5)))
        );
        Assert.Equal(
            "training state: the step is -1, less than 0.",
            Error(("step", NDArray<double>.Fill([4], 65535)), ("seed", zero))
        );
        Assert.Equal(
            "training state: metrics/loss must be a number, but is [3].",
            Error(("metrics/loss", three))
        );
    }

    [Fact]
    public void A_file_of_another_ending_is_an_error() =>
        Assert.Equal(
            "training state: the file run.pt ends neither in .npz nor in .safetensors, so its format is not known.",
            Assert.Throws<ArgumentException>(() => TrainingState<double>.Load("run.pt")).Message
        );

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Resumes<T>(string file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string path = Path.Combine(folder, typeof(T).Name + file);
        var (step, batch) = Network<T>();
        var whole = step.Run(step.Initial<T>(-12345678912345), batch).Take(12).ToList();
        whole[4].Save(path);
        var loaded = TrainingState<T>.Load(path);
        Assert.Equal(whole[4], loaded);
        var (sameStep, sameBatch) = Network<T>();
        Assert.Equal(whole.Skip(5), sameStep.Run(loaded, sameBatch).Take(7));
    }

    /// <summary>A network with everything a run can be told by: minibatches, dropout, slots and a schedule.</summary>
    private static (
        TrainingStep Step,
        Func<TrainingState<T>, IEnumerable<Binding<T>>> Batch
    ) Network<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Expr x = Input("x", 4, 3),
            labels = Input("labels", 4);
        var scores = Layer
            .Dense("hidden", 3, 6)
            .Then(Relu)
            .Then(Layer.Dropout("drop", 0.2, training: true))
            .Then(Layer.Dense("output", 6, 2))(x);
        var rate = Schedule.Cosine(0.05, 100).WarmedUp(5);
        var step = TrainingStep.Of(
            Loss.SoftmaxCrossEntropy(scores, labels),
            Optimizer.AdamW(rate).Clipped(Clipping.ByGlobalNorm(1)),
            Metric.Accuracy(scores, labels)
        );
        var random = new SeededRandom(1, "data");
        var xs = NDArray<T>.Of(
            [10, 3],
            [.. Enumerable.Range(0, 30).Select(_ => T.CreateChecked(random.Normal()))]
        );
        var ys = NDArray<T>.Of(
            [10],
            [.. Enumerable.Range(0, 10).Select(i => T.CreateChecked(i % 2))]
        );
        return (step, new Minibatches<T>((x, xs), (labels, ys)).At);
    }

    private static string Error(params (string Name, NDArray<double> Value)[] arrays) =>
        Assert
            .Throws<InvalidDataException>(() =>
                TrainingState<double>.OfArrays(arrays.ToDictionary(a => a.Name, a => a.Value))
            )
            .Message;
}
