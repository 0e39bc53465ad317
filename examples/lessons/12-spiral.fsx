// Lesson 12. Training: size, regulariser, momentum, and a spiral.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 12: training: size, regulariser, momentum, and a spiral"

// All parts are there: a network, a loss, its gradient, a check. What is left is to choose: how large a network, how strong a regulariser, which rate.
//
// The data: three arms of a spiral, 100 points each, and the classes are the arms. The generator is seeded: the same numbers on every machine.
let spiral perArm noise seed =
    let random = SeededRandom(seed, "spiral")

    let point arm i =
        let radius = float i / float (perArm - 1)
        let angle = 4.0 * float arm + 4.0 * radius + noise * random.Normal()
        [ radius * sin angle; radius * cos angle ]

    [
        for arm in 0..2 do
            for i in 0 .. perArm - 1 -> point arm i
    ],
    [
        for arm in 0..2 do
            for _ in 1..perArm -> arm
    ]

// The loss is the lecture's L = 1/N sum of L_i + lambda R(W): softmax cross-entropy, and the sum of the squared weights times lambda.
let graph lambda (model: Expr -> Expr) count =
    let x, labels = matrix "x" count 2, vector "labels" count
    let scores = model x
    let loss = scores |> softmaxCrossEntropy labels
    x, labels, loss + lambda * l2 (weights loss), accuracy labels scores

/// The states of a run on all points at once; the first is the one after the first step.
let training lambda optimizer model (points: float list list, classes: int list) =
    let x, labels, cost, accuracy = graph lambda model points.Length
    let step = cost |> trainingStep optimizer [ accuracy ]
    step |> run [ x => points; labels => classes ] (initialState 0 step)

let share model (points: float list list, classes: int list) state =
    let x, labels, _, accuracy = graph 0.0 model points.Length

    accuracy.Value
    |> evalIn state [ x => points; labels => classes ]
    |> NDArray.toScalar

let power (x: float) = $"1e%.0f{round (log10 x)}"
let percent (share: float) = $"%.1f{100.0 * share} %%"
let arms = spiral 100 0.2 1
let linear = dense "scores" 2 3

let twoLayers hidden classes =
    dense "hidden" 2 hidden >> relu >> dense "output" hidden classes

predict
    "A linear classifier cuts the plane into three wedges. What share of the spiral's points can it get right? A third is what guessing gives."

let byLine =
    training 1e-3 (gradientDescent 1.0) linear arms
    |> Seq.item 199
    |> share linear arms

printfn "  linear classifier, 200 steps: %s of the points" (percent byLine)
promise "it is less than 60 %" (byLine < 0.6)

// Two layers bend the borders. Watch the loss, and the size of the updates: in each step, how far do the weights move relative to their own size? About 1e-3 is healthy;
// much more, and training jumps about; much less, and it hardly learns.
printfn ""
printfn "two layers, 100 hidden units"
let large = twoLayers 100 3
let states = training 1e-3 (adam 0.02) large arms |> Seq.take 600 |> Array.ofSeq

for step in [ 1; 10; 100; 300; 600 ] do
    let state = states[step - 1]

    printfn "  step %3d: loss %.3f, accuracy %s" step state.Loss (percent state.Metrics["accuracy"])

let byLarge = states[599] |> share large arms
promise "more than 95 % of the points are right" (byLarge > 0.95)

// Rounded to a power of ten, from the first step to the last:
let ratios =
    [ for step in [ 1; 100; 600 ] -> states[step - 1].Metrics["updateRatio"] ]

printfn "  update ratio at steps 1, 100, 600: %s" (ratios |> List.map power |> String.concat ", ")
promise "at the end it is near 1e-3" (ratios[2] > 3e-4 && ratios[2] < 3e-3)
draw "12-loss.svg" (Chart.loss states)

// Choose size of network. More neurons and/or layers: more capacity. Which size is right is empirical: look at similar problems, or try.
// Here is what 3, 6 and 20 hidden units make of the plane; a unit is one straight fold of it.
let picture model state =
    let columns, lines = 45, 21

    let grid =
        [
            for line in 0 .. lines - 1 do
                for column in 0 .. columns - 1 ->
                    [
                        2.2 * float column / float (columns - 1) - 1.1
                        1.1 - 2.2 * float line / float (lines - 1)
                    ]
        ]

    let x = matrix "x" grid.Length 2
    let scores = model x |> evalIn state [ x => grid ] |> NDArray.toArray2D

    let mark i =
        ".o#"[Array.maxBy (fun j -> scores[i, j]) [| 0..2 |]]

    [
        for line in 0 .. lines - 1 -> String [| for column in 0 .. columns - 1 -> mark (columns * line + column) |]
    ]

let results =
    [
        for hidden in [ 3; 6; 20 ] do
            let model = twoLayers hidden 3
            let state = training 1e-3 (adam 0.02) model arms |> Seq.item 599
            let right = state |> share model arms
            printfn ""
            printfn "%d hidden units: %s of the points, and the plane" hidden (percent right)
            picture model state |> List.iter (printfn "  %s")
            let points, classes = arms

            draw
                $"12-plane-%d{hidden}.svg"
                (Chart.decisionRegions $"%d{hidden} hidden units" model state points classes)

            draw $"12-units-%d{hidden}.svg" (Chart.hiddenUnits (dense "hidden" 2 hidden >> relu) state points)
            right
    ]

promise "each is better than the one before" (List.pairwise results |> List.forall (fun (fewer, more) -> fewer < more))

// So is a small network the way not to overfit? The lecture: do not use the size of the network as a regularizer, use a stronger regularizer instead. Try it on noisy data, two moons
// of 20 points each that overlap. Held-out points tell what was learnt and what was only remembered.
let moons perMoon noise seed =
    let random = SeededRandom(seed, "moons")

    let point moon i =
        let angle = Math.PI * float i / float (perMoon - 1)

        let x, y =
            if moon = 0 then
                cos angle, sin angle
            else
                1.0 - cos angle, 0.5 - sin angle

        [ x + noise * random.Normal(); y + noise * random.Normal() ]

    [
        for moon in 0..1 do
            for i in 0 .. perMoon - 1 -> point moon i
    ],
    [
        for moon in 0..1 do
            for _ in 1..perMoon -> moon
    ]

let whole (share: float) = $"%.0f{100.0 * share} %%"
let few, heldOut = moons 20 0.3 1, moons 500 0.3 2

printfn ""
printfn "two noisy moons, 40 points to train on, 1000 held out"
printfn "  hidden units  lambda  train     held out"

let sweep =
    dict
        [
            for hidden, lambda in [ 2, 0.0; 100, 0.0; 100, 1e-4; 100, 1e-3; 100, 1e-2 ] do
                let model = twoLayers hidden 2
                let state = training lambda (adam 0.02) model few |> Seq.item 1999
                let train, test = share model few state, share model heldOut state
                printfn "  %-12d  %-6g  %-8s  %s" hidden lambda (percent train) (whole test)
                (hidden, lambda), (train, test)
        ]

promise "100 units remember every point when nothing holds them back" (fst sweep[100, 0.0] = 1.0)

promise
    "held out, 100 units with lambda = 0.01 are better than 100 without, and better than 2"
    (snd sweep[100, 0.01] > snd sweep[100, 0.0]
     && snd sweep[100, 0.01] > snd sweep[2, 0.0])

// Large networks take longer to train, because they have more parameters, and tend to overfit when nothing restrains them. So start with a small network,
// scale up, and regularise.
//
// Which step? On the quadratic f = (a^2 + 100 b^2) / 2, a long narrow valley, gradient descent must be careful across the valley, where it is steep, and so creeps along it. Momentum
// keeps a velocity: v := mu v - rate gradient, w := w + v. Across, the pushes cancel; along, they add up. Each with its best rate:
printfn ""
printfn "momentum: f = (a^2 + 100 b^2) / 2 from (10, 1)"
let start = Initializer.Zeros
let a, b = parameter "a" [] start, parameter "b" [] start
let valley = 0.5 * square a + 50.0 * square b
let noData: Binding<float> list = []

let path optimizer =
    let step = valley |> trainingStep optimizer []

    let from =
        (initialState 0 step).WithParameters(dict [ "a", ndarray 10.0; "b", ndarray 1.0 ])

    from :: (step |> run noData from |> Seq.take 1000 |> List.ofSeq)

let place (state: TrainingState<float>) =
    let at name = state.Parameters[name].ToScalar()
    sprintf "(%.4f, %.4f)" (at "a") (at "b")

let height (state: TrainingState<float>) =
    valley |> evalIn state noData |> NDArray.toScalar

let arrival states =
    states |> List.findIndex (fun state -> height state < 1e-6)

let plain = path (gradientDescent (2.0 / 101.0))
let rolling = path (momentum ((9.0 / 11.0) ** 2.0) ((2.0 / 11.0) ** 2.0))

for step in [ 0; 1; 2; 3; 10; 50; 100 ] do
    printfn "  step %3d: gradient descent at %s, with momentum at %s" step (place plain[step]) (place rolling[step])

printfn "  steps until f < 1e-6: %d, with momentum %d" (arrival plain) (arrival rolling)
promise "momentum takes less than a quarter of the steps" (4 * arrival rolling < arrival plain)

draw
    "12-momentum.svg"
    (Chart.descent
        "The first 60 steps in a narrow valley"
        valley
        a
        b
        [
            "gradient descent", List.take 61 plain
            "with momentum", List.take 61 rolling
        ])

// The valley is narrow because a and b have different scales. Data that is standardised makes valleys rounder: that is the cheapest acceleration of all (lesson 10).
//
// A word of caution on brain analogies. "Neuron", "activation", "dead unit": the words come from biology, as inspiration and a big approximation. What was trained here is a composition of
// matrices and maxima, and its gradient is the chain rule. Nothing more must be believed.
//
// The gradient of the network of 100 units with respect to its parameters, on 12 points and after the first step:
printfn ""

let sample =
    let points, classes = arms

    let some each =
        each |> List.splitInto 12 |> List.map (List.item 1)

    some points, some classes

let x, labels, cost, _ = graph 1e-3 large 12

let all =
    [ x => fst sample; labels => snd sample ]
    @ List.ofSeq (states[0].Bindings [| cost |])

checkWith (GradientCheckOptions(Wrt = ResizeArray(parameters cost))) cost all
|> gradientCheck

// When is a rate small enough? On a quadratic |A w - b|^2 gradient descent cannot go wrong below 1 / |A|^2: no step makes the loss larger. Here the loss is divided by |A|^2, so 0.9 is
// small enough for every A.
let matrixA, target = matrix "A" 4 3, vector "b" 4
let w = parameter "w" [ 3 ] (Initializer.Normal 3.0)
let quadratic = sum (square (matmul matrixA w - target)) / sum (square matrixA)
let descend = quadratic |> trainingStep (gradientDescent 0.9) []

law "with a small rate, gradient descent never raises a quadratic loss" (fun random ->
    let data =
        [ matrixA => randomArray random [ 4; 3 ]; target => randomArray random [ 4 ] ]

    descend
    |> run data (initialState (random.Next 1000) descend)
    |> Seq.take 20
    |> Seq.map _.Loss
    |> Seq.pairwise
    |> Seq.forall (fun (before, after) -> after <= before * (1.0 + 1e-12)))
