using System.Numerics;

namespace Benchmarks;

/// <summary>A training run that goes on and on over the same batch.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingStep step;
    private readonly Binding<T>[] batch;
    private readonly TrainingState<T> start;
    private readonly TrainingLoop<T> loop;

    public TrainingRun(
        TrainingStep step,
        IEnumerable<(string Name, NDArray<double> Value)> parameters,
        IEnumerable<(Expr Input, NDArray<double> Value)> batch
    )
    {
        this.step = step;
        this.batch = [.. batch.Select(b => new Binding<T>(b.Input, b.Value.Convert<T>()))];
        start = step.Initial<T>(0)
            .WithParameters(
                parameters.Select(p => KeyValuePair.Create(p.Name, p.Value.Convert<T>()))
            );
        loop = step.Loop(start);
    }

    /// <summary>The same program as the run's.</summary>
    public CompiledProgram Program => Compile.Of(step.Outputs);

    /// <summary>Steps on the run's own batch, as a contestant.</summary>
    public Contestant Ours => Contestant.Ours(Next, FirstLoss) with { Program = Program };

    public void Next() => loop.Step(batch);

    /// <summary>The loss of the first step.</summary>
    public double FirstLoss() => step.Next(start, batch).Loss;
}
