namespace FunctionalGrad.PropertyTests

open FunctionalGrad
open FunctionalGrad.Dsl
open Xunit

/// Charts by the words of the vocabulary are the library's charts.
module DslTestsCharts =
    let private points = [ [ 0.0; 1.0 ]; [ 1.0; 0.0 ]; [ 1.0; 1.0 ]; [ -1.0; 0.5 ] ]
    let private classes = [ 0; 1; 1; 0 ]
    let private x, labels = input "x" [ 4; 2 ], input "labels" [ 4 ]
    let private hidden = dense "hidden" 2 3 >> relu
    let private model = hidden >> dense "output" 3 2
    let private cost = model x |> softmaxCrossEntropy labels

    let private step =
        cost |> trainingStep (gradientDescent 0.1) [ accuracy labels (model x) ]

    let private data = [ x => points; labels => classes ]

    let private states =
        step |> run data (initialState 3 step) |> Seq.take 6 |> Array.ofSeq

    let private seen = states |> Chart.observe 2 cost data

    [<Fact>]
    let ``a run is observed every so many states`` () =
        Assert.Equal<int64 list>([ 1L; 3L; 5L ], [ for each in seen -> each.Step ])
        Assert.Equal<string list>([ "hidden" ], [ for layer in seen.Head.Layers -> layer.Name ])

        Assert.Equal(
            (states[1].UpdateRatiosSince states[0])["hidden.weight"],
            (seen.Head.Parameters |> Seq.find (fun p -> p.Name = "hidden.weight")).UpdateRatio
        )

    [<Fact>]
    let ``curves`` () =
        Assert.Equal(Charts.Loss states, Chart.loss states)
        Assert.Equal(Charts.Accuracy states, Chart.accuracy states)
        let series = Series("a", [| struct (1.0, 2.0); struct (2.0, 1.0) |])

        Assert.Equal(
            Charts.Lines("title", "x", "y", [| series |]),
            Chart.lines "title" "x" "y" [ "a", [ 1.0, 2.0; 2.0, 1.0 ] ]
        )

    [<Fact>]
    let ``layers`` () =
        Assert.Equal(Charts.GradientNorms seen, Chart.gradientNorms seen)
        Assert.Equal(Charts.GradientHistograms seen, Chart.gradientHistograms seen)
        Assert.Equal(Charts.UpdateRatios seen, Chart.updateRatios seen)
        Assert.Equal(Charts.DeadUnits seen, Chart.deadUnits seen)

    [<Fact>]
    let ``the plane`` () =
        let last = Array.last states

        Assert.Equal(
            Charts.DecisionRegions(model, last, ndarray points, ndarray classes, "regions"),
            Chart.decisionRegions "regions" model last points classes
        )

        Assert.Equal(Charts.HiddenUnits(hidden, last, ndarray points), Chart.hiddenUnits hidden last points)

        Assert.Equal(
            Charts.WeightMaps(last.Parameters["hidden.weight"], 1, 2),
            Chart.weightMaps 1 2 last.Parameters["hidden.weight"]
        )

    [<Fact>]
    let ``descent`` () =
        let a, b = parameter "a" [] Initializer.Ones, parameter "b" [] Initializer.Ones
        let f = square a + 4.0 * square b
        let step = f |> trainingStep (gradientDescent 0.1) []
        let noData: Binding<float> list = []

        let path = step |> run noData (initialState 0 step) |> Seq.take 3 |> Array.ofSeq

        Assert.Equal(
            Charts.Descent(f, a, b, [| struct ("path", path :> seq<_>) |], "valley"),
            Chart.descent "valley" f a b [ "path", path ]
        )
