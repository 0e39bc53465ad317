namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Training: a step is made from a loss once; a run is a lazy sequence of states.
[<AutoOpen>]
module Training =
    /// The share of rows whose label has the highest score, as a metric.
    let accuracy (labels: Expr) (scores: Expr) = Metric.Accuracy(scores, labels)

    /// One step of training: cost |> trainingStep (adam 0.01) [ accuracy labels scores ].
    let trainingStep (optimizer: Optimizer) (metrics: Metric list) (loss: Expr) =
        TrainingStep.Of(loss, optimizer, List.toArray metrics)

    /// The state before the first step, drawn from a seed.
    let initialState (seed: int) (step: TrainingStep) = step.Initial<float>(int64 seed)

    /// The state before the first step in single precision.
    let initialStateFloat32 (seed: int) (step: TrainingStep) = step.Initial<float32>(int64 seed)

    /// Batches of the rows of data: minibatches [ images => pixels; labels => digits ].
    let inline minibatches pairs = Minibatches<float>(bindings pairs)

    /// The states that follow a start when every step sees the same data: step |> run [ x => xs ] start.
    let inline run pairs (start: TrainingState<float>) (step: TrainingStep) =
        step.Run(start, (bindings pairs: Binding<float>[]))

    /// The states that follow a start over minibatches: step |> runOver batches start.
    let runOver (batches: Minibatches<float>) (start: TrainingState<float>) (step: TrainingStep) =
        step.Run(start, fun state -> batches.At state :> seq<_>)

    /// The value of an expression with the parameters and the noise of a state: scores |> evalIn state [ x => xs ].
    let inline evalIn (state: TrainingState<float>) pairs (f: Expr) =
        Evaluate.Value(f, [| yield! state.Bindings [| f |]; yield! bindings pairs |])

    /// A run that takes its steps in place, in buffers of its own: let loop = step |> trainingLoop start in loop.Step batch.
    let trainingLoop (start: TrainingState<float>) (step: TrainingStep) = step.Loop start

    /// Where the NaN of the step after a state comes from, in its loss, a gradient or what follows: step |> firstNonFiniteIn state [ x => xs ].
    let inline firstNonFiniteIn (state: TrainingState<float>) pairs (step: TrainingStep) =
        Option.ofObj (step.FirstNonFinite<float>(state, bindings pairs))
