namespace FunctionalGrad.Dsl

open FunctionalGrad

/// A look into a training run, and charts of it: each a pure function of states, observations or arrays, and a complete SVG document.
module Chart =
    /// What a run looks like from inside along consecutive states, every so many of them: gradients, updates, hidden units.
    let inline observe every loss data (states: seq<TrainingState<float>>) =
        let batch: Binding<float>[] = bindings data
        List.ofSeq (Inspection.Of(loss).Along(states, (fun _ -> batch :> seq<_>), every))

    /// The loss over the steps of a run: states |> Chart.loss.
    let loss (states: seq<TrainingState<float>>) = Charts.Loss states

    /// The accuracy over the steps of a run that measured it.
    let accuracy (states: seq<TrainingState<float>>) = Charts.Accuracy states

    /// Named lines of points: Chart.lines "title" "step" "loss" [ "training", [ 1.0, 0.5; 2.0, 0.4 ] ].
    let lines title across up (series: seq<string * seq<float * float>>) =
        Charts.Lines(
            title,
            across,
            up,
            [|
                for name, points in series -> Series(name, [| for x, y in points -> struct (x, y) |])
            |]
        )

    /// The size of each parameter's gradient over the steps: the gradient's flow through the layers.
    let gradientNorms (observations: seq<Observation>) = Charts.GradientNorms observations

    /// How the sizes of gradient elements are spread, over the steps, a panel for each parameter.
    let gradientHistograms (observations: seq<Observation>) = Charts.GradientHistograms observations

    /// How far each step moves each parameter relative to its size, beside the healthy 1e-3.
    let updateRatios (observations: seq<Observation>) = Charts.UpdateRatios observations

    /// The shares of dead units and of saturated slopes over the steps.
    let deadUnits (observations: seq<Observation>) = Charts.DeadUnits observations

    /// What a classifier makes of the plane, with its points: Chart.decisionRegions "title" model state points labels.
    let inline decisionRegions title (model: Expr -> Expr) (state: TrainingState<float>) points labels =
        Charts.DecisionRegions(model, state, ndarray points, ndarray labels, title)

    /// What each hidden unit makes of the plane around some points: Chart.hiddenUnits (dense "hidden" 2 6 >> relu) state points.
    let inline hiddenUnits (hidden: Expr -> Expr) (state: TrainingState<float>) points =
        Charts.HiddenUnits(hidden, state, ndarray points)

    /// Paths of descent on the contours of a function of two parameters: Chart.descent "title" f a b [ "momentum", states ].
    let descent title f a b (paths: seq<string * #seq<TrainingState<float>>>) =
        Charts.Descent(
            f,
            a,
            b,
            [|
                for name, states in paths -> struct (name, states :> seq<TrainingState<float>>)
            |],
            title
        )

    /// What each unit of a first layer looks for: its weights as an image of so many rows and columns.
    let weightMaps rows columns (weights: NDArray<float>) =
        Charts.WeightMaps(weights, rows, columns)
