module FunctionalGrad.PropertyTests.DslTestsNetworks

open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

let private names nodes =
    nodes |> List.map (fun (node: Expr) -> (node :?> Input).Name)

let private number f = f |> evalClosed |> NDArray.toScalar

[<Fact>]
let ``A network is composed as in the design`` () =
    let images, labels = input "images" [ 2; 64 ], input "labels" [ 2 ]
    let model = dense "hidden" 64 100 >> relu >> dense "output" 100 10
    let loss = softmaxCrossEntropy labels (model images)
    let cost = loss + 1e-4 * l2 (parameters loss)

    Assert.Equal<string list>(
        [ "hidden.weight"; "hidden.bias"; "output.weight"; "output.bias" ],
        names (parameters cost)
    )

    Assert.Equal<string list>([ "hidden.weight"; "output.weight" ], names (weights cost))
    let start = cost |> trainingStep (adam 0.01) [] |> initialState 1

    let value f =
        f
        |> evalIn start [ images => Array2D.create 2 64 0.5; labels => [ 3; 7 ] ]
        |> NDArray.toScalar

    Assert.True(value cost > value loss && value loss > 0.0)

[<Fact>]
let ``A network learns exclusive or`` () =
    let x, labels = input "x" [ 4; 2 ], input "labels" [ 4 ]
    let scores = x |> (dense "hidden" 2 8 >> tanh >> dense "output" 8 2)

    let step =
        scores
        |> softmaxCrossEntropy labels
        |> trainingStep (adam 0.05) [ accuracy labels scores ]

    let data =
        [
            x => [ [ 0.0; 0.0 ]; [ 0.0; 1.0 ]; [ 1.0; 0.0 ]; [ 1.0; 1.0 ] ]
            labels => [ 0; 1; 1; 0 ]
        ]

    let start = step |> initialState 1
    let last = step |> run data start |> Seq.item 199
    Assert.Equal(1.0, last.Metrics["accuracy"])
    let again = step |> runOver (minibatches data) start |> Seq.item 199
    Assert.Equal(1.0, again.Metrics["accuracy"])

[<Fact>]
let ``Every optimiser lowers a parabola, with a number or a schedule for its rate`` () =
    let w = parameter "w" [] (Initializer.Constant 3.0)

    for optimizer in
        [
            gradientDescent 0.1
            gradientDescent (Schedule.Cosine(0.1, 100))
            momentum 0.9 0.01
            nesterov 0.9 0.01
            adaGrad 0.5
            rmsProp 0.05
            adam 0.1
            adamW 0.01 0.1
            gradientDescent 0.1 |> clippedByNorm 1.0
        ] do
        let step = square w |> trainingStep optimizer []

        let last =
            step |> run ([]: Binding<float> list) (initialState 0 step) |> Seq.item 99

        Assert.True(last.Loss < 0.5, $"{last}")

[<Fact>]
let ``A step is made in single precision too`` () =
    let w = parameter "w" [] (Initializer.Constant 3.0)
    let step = square w |> trainingStep (gradientDescent 0.5) []
    Assert.Equal(0.0f, step.Next(initialStateFloat32 0 step, [||]).Parameters["w"].ToScalar())

[<Fact>]
let ``Layers are put side by side, around and under a name`` () =
    let x = constant [ [ 1.0; 2.0 ] ]
    Assert.Equal<float list>([ 2.0; 4.0 ], x |> residual id |> evalClosed |> NDArray.toList)

    let both = x |> branch (concat 1) [ id; (fun x -> -x) ]
    Assert.Equal<float list>([ 1.0; 2.0; -1.0; -2.0 ], both |> evalClosed |> NDArray.toList)

    let ofOnes = denseWith Initializer.Ones Initializer.Ones
    let inside = named "encoder" (fun () -> ofOnes "first" 2 3 x)
    Assert.Equal<string list>([ "encoder.first.weight"; "encoder.first.bias" ], names (parameters inside))
    let start = sum inside |> trainingStep (gradientDescent 0.1) [] |> initialState 0
    let none: Binding<float> list = []
    Assert.Equal<float list>([ 4.0; 4.0; 4.0 ], inside |> evalIn start none |> NDArray.toList)
    Assert.Equal<string list>([ "l.weight" ], names (parameters (linear "l" 2 3 x)))
    Assert.Equal<string list>([ "l.weight" ], names (parameters (linearWith Initializer.Zeros "l" 2 3 x)))
    Assert.Equal<string list>([ "n.gain"; "n.bias" ], names (parameters (normalize "n" 2 x)))
    Assert.Same(x, dropout "d" 0.5 false x)
    Assert.NotSame(x, dropout "d" 0.5 true x)

[<Fact>]
let ``The words of losses forward to the core`` () =
    let p, y =
        constant [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ], constant [ [ 1.0; 1.0 ]; [ 1.0; 1.0 ] ]

    Assert.Equal(14.0, p |> squaredError y |> number)
    Assert.Equal(7.0, p |> meanSquaredError y |> number)
    Assert.Equal(2.25, p |> huber 1.0 y |> number)
    Assert.Equal(2.0 * log 2.0, zeros [ 1; 2 ] |> binaryCrossEntropy (ones [ 1; 2 ]) |> number, 12)
    Assert.Equal(log 2.0, zeros [ 1; 2 ] |> softmaxCrossEntropy (constant [ 1 ]) |> number, 12)

    Assert.Equal(
        log 2.0,
        zeros [ 1; 2 ]
        |> softmaxCrossEntropyFromDistributions (constant [ [ 0.5; 0.5 ] ])
        |> number,
        12
    )

    Assert.Equal(1.0, p |> multiclassHinge 1.0 (constant [ 1; 0 ]) |> number)
    Assert.Equal(10.0, l1 [ -p ] |> number)
    Assert.Equal(30.0, l2 [ -p ] |> number)

[<Fact>]
let ``An input that does not fit a layer is named`` () =
    Assert.Equal(
        "dense hidden: the input is x [2, 3], but the layer takes [N, 4] or [4]: its weight is [4, 5], so the input's last axis must be 4. Does another layer belong between, or the input transposed?",
        Assert.Throws<ShapeException>(fun () -> input "x" [ 2; 3 ] |> dense "hidden" 4 5 |> ignore).Message
    )

[<Fact>]
let ``Text of the vocabulary is read back, and nodes are replaced`` () =
    let x = scalar "x"
    let f = exp (2.0 * x)
    Assert.Equal("let x = input \"x\" []\nexp (2.0 * x)", source f)
    Assert.True(f.SameAs(readSource (source f)))
    Assert.Equal(exp 6.0, f |> substitute [ x, constant 3.0 ] |> number, 12)

let private inFile extension act =
    let file =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{System.Guid.NewGuid()}{extension}")

    try
        act file
    finally
        System.IO.File.Delete file

[<Fact>]
let ``Arrays and states go to files and back`` () =
    let w = parameter "w" [ 2 ] (Initializer.Constant 3.0)

    let state = norm2 w |> trainingStep (gradientDescent 0.5) [] |> initialState 0

    let same (arrays: (string * NDArray<float>) list) =
        Assert.Equal<string list>([ "w" ], List.map fst arrays)
        Assert.Equal<float list>([ 3.0; 3.0 ], w |> eval arrays |> NDArray.toList)

    inFile ".npz" (fun file ->
        parametersOf state |> saveNpz file
        same (loadNpz file))

    inFile ".safetensors" (fun file ->
        parametersOf state |> saveSafeTensors file
        same (loadSafeTensors file))

    inFile ".npz" (fun file ->
        saveState file state
        Assert.Equal(state, loadState file))

[<Fact>]
let ``MathNet's minimisers take scalars and fits`` () =
    let x, t, a = scalar "x", vector "t" 3, scalar "a"

    let minimum (objective: Objective) =
        let found =
            MathNet.Numerics.Optimization
                .BfgsMinimizer(1e-9, 1e-9, 1e-9)
                .FindMinimum(objective.WithGradient(), objective.Start)

        found.MinimizingPoint[0]

    Assert.Equal(2.0, square (x - 2) + 1.0 |> objective [ x => 5.0 ] |> minimum, 6)
    Assert.Equal(4.0, square (x - a) |> objectiveOver [ a => 4.0 ] [ x => 5.0 ] |> minimum, 6)

    let slope (fit: LeastSquares) =
        MathNet.Numerics.Optimization
            .LevenbergMarquardtMinimizer()
            .FindMinimum(fit.WithJacobian(), fit.Start)
            .MinimizingPoint[0]

    let observed = [ 2.0; 4.0; 6.0 ]
    Assert.Equal(2.0, a * t |> leastSquaresOver [ t => [ 1; 2; 3 ] ] observed [ a => 1.0 ] |> slope, 6)
    Assert.Equal(2.0, a * constant [ 1; 2; 3 ] |> leastSquares observed [ a => 1.0 ] |> slope, 6)

[<Fact>]
let ``a layer made under a name is applied under it, and whatever else is made there is what it was`` () =
    let encoder = named "encoder" (fun () -> dense "a" 4 3 >> relu)
    let decoder = named "decoder" (fun () -> dense "a" 3 2)
    let tape = Tape.Of [| sum ((encoder >> decoder) (input "x" [ 1; 4 ])) |]

    let modules =
        [
            for node in tape.Nodes do
                match node with
                | :? Apply as gate when not (isNull gate.Module) -> string gate.Module
                | _ -> ()
        ]
        |> List.distinct

    Assert.Equal<string list>([ "decoder.a"; "encoder"; "encoder.a" ], List.sort modules)
    Assert.Equal(3, named "three" (fun () -> 3))

[<Fact>]
let ``Where a loss is no number the first node is named`` () =
    let x, w = input "x" [ 2 ], parameter "w" [ 2 ] Initializer.Ones
    let inside = named "hidden" (fun () -> log (w * x))
    let step = mean inside |> trainingStep (adam 0.01) []
    let state = step |> initialState 1

    let says = "log in hidden: element 1 of [2] is NaN, of mul [2] from -3 to 1."

    let text = Option.map string
    Assert.Equal(Some says, step |> firstNonFiniteIn state [ x => [ 1.0; -3.0 ] ] |> text)
    Assert.Equal(None, step |> firstNonFiniteIn state [ x => [ 1.0; 3.0 ] ] |> text)

    Assert.Equal(Some says, mean inside |> firstNonFinite [ x => [ 1.0; -3.0 ]; w => [ 1.0; 1.0 ] ] |> text)
