// Lesson 6. Activation functions: seven of them, dead units, and gradients that vanish.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 6: activation functions"

// An activation function stands between the linear layers of a network and makes it non-linear; without it the layers would collapse into one (lesson 7).
// These are the lecture's seven, each with its formula. Of what the notes say about them, two things are wrong:
//   GELU   The notes write x phi(x). It must be x Phi(x) with the distribution function Phi of the normal distribution (its CDF), not its
//          density phi; the derivative is then Phi(x) + x phi(x).
//   ELU    The notes say "zero centered with no kink". Its mean is closer to zero, not zero; and there is no kink only for a = 1.
// And for what they are: relu is the simplest, but all that is negative vanishes in it; the leaky relu does slightly better, as it lets a little of that through.
// gelu is used in transformers, silu in other modern networks; sigmoid and tanh are the old ones.
let x = scalar "x"

let activations =
    [
        "relu", relu, max 0.0 x // max(0, x)
        "leaky", leakyRelu 0.1, max (0.1 * x) x // max(0.1 x, x)
        "elu", elu 1.0, select (x .>= 0.0) x (exp x - 1.0) // x where x >= 0, else a (e^x - 1); here a = 1
        "gelu", gelu, x * normalCdf x // x Phi(x)
        "silu", silu, x * sigmoid x // x sigmoid(x)
        "sigmoid", sigmoid, 1.0 / (1.0 + exp -x) // 1 / (1 + e^-x)
        "tanh", tanh, (exp x - exp -x) / (exp x + exp -x) // (e^x - e^-x) / (e^x + e^-x)
    ]

// Value and derivative of each, and what they must be, to six digits.
let promised =
    [
        -2.0,
        [
            0.0, 0.0
            -0.2, 0.1
            -0.864665, 0.135335
            -0.045500, -0.085232
            -0.238406, -0.090784
            0.119203, 0.104994
            -0.964028, 0.070651
        ]
        -1.0,
        [
            0.0, 0.0
            -0.1, 0.1
            -0.632121, 0.367879
            -0.158655, -0.083315
            -0.268941, 0.072329
            0.268941, 0.196612
            -0.761594, 0.419974
        ]
        0.0, [ 0.0, 0.0; 0.0, 0.1; 0.0, 1.0; 0.0, 0.5; 0.0, 0.5; 0.5, 0.25; 0.0, 1.0 ]
        1.0,
        [
            1.0, 1.0
            1.0, 1.0
            1.0, 1.0
            0.841345, 1.083315
            0.731059, 0.927671
            0.731059, 0.196612
            0.761594, 0.419974
        ]
        2.0,
        [
            2.0, 1.0
            2.0, 1.0
            2.0, 1.0
            1.954500, 1.085232
            1.761594, 1.090784
            0.880797, 0.104994
            0.964028, 0.070651
        ]
    ]

let valueAt (a: float) (f: Expr) =
    f |> eval [ x => a ] |> NDArray.toScalar

let slope (f: Expr) = f |> grad [ x ] |> List.head
let slopeAt (a: float) (f: Expr) = slope f |> valueAt a

/// Each gate and its formula, with their derivatives as graphs.
let gates =
    [
        for name, gate, formula in activations -> name, (gate x, slope (gate x)), (formula, slope formula)
    ]

let onKink (f: Expr) (a: float) =
    (explain f [ x => a ]).Nodes |> Seq.exists (fun node -> node.Kinks.Count > 0)

printfn ""

printfn
    "value/derivative; where a star stands, the slopes from the left and from the right differ, and the derivative is a convention"

let cell text = sprintf "%-20s" text

let row (first: string) cells =
    printfn "%s" ((sprintf "%2s  " first + String.concat "" (List.map cell cells)).TrimEnd())

row "x" [ for name, _, _ in gates -> name ]

for a, cells in promised do
    let found =
        [
            for _, (value, derivative), _ in gates -> valueAt a value, valueAt a derivative
        ]

    if not (List.forall2 (fun (v, s) (v', s') -> abs (v - v') < 1e-6 && abs (s - s') < 1e-6) cells found) then
        failwith $"not as promised: the row of {a}: {found}"

    let stars =
        [ for _, (gate, _), _ in gates -> if a = 0.0 && onKink gate a then "*" else "" ]

    row
        (number a)
        [
            for (value, slope), star in List.zip found stars -> $"{number value}/{number slope}{star}"
        ]

// Kinks. relu has a corner at 0, leaky relu too: no slope there is the right one. The convention is relu'(0) = 0, and the slope for leaky relu. A central difference,
// halfway between the slopes 0 and 1, would say 0.5. So a gradient check must know kinks and hold them against the convention.
printfn ""
printfn "at the kink of relu"
let h = 1e-6
expect "convention" 0.0 (relu x |> grad [ x ] |> List.head |> eval [ x => 0.0 ])
let central = (valueAt h (relu x) - valueAt -h (relu x)) / (2.0 * h)
promise $"a central difference says {number central}" (central = 0.5)
let atKink = check (relu x + 3.0 * x) [ x => 0.0 ]
promise $"the check knows: {atKink.Steps[4].Figure}, and holds it against the convention" atKink.Passed

// The lecture's slope of leaky relu is 0.1, the course's notes elsewhere say 0.01. It is a parameter.
[ 0.1; 0.01 ]
|> List.map (fun slope -> leakyRelu slope x |> grad [ x ] |> List.head |> eval [ x => -3.0 ])
|> expectAll "leaky relu's derivative at -3, for 0.1 and 0.01" [ 0.1; 0.01 ]

// ELU: from the right the slope at 0 is 1, from the left it is a.
let leftSlope a =
    (valueAt 0.0 (elu a x) - valueAt -h (elu a x)) / h

promise "elu with a = 1: slope 1 from the left and from the right, no kink" (abs (leftSlope 1.0 - 1.0) < 1e-5)
promise "elu with a = 2: slope 2 from the left, 1 from the right, a kink" (abs (leftSlope 2.0 - 2.0) < 1e-5)

// And its mean, over 10,000 normal numbers:
let samples = NDArray.draw (Initializer.Normal 1.0) 6 "samples" [ 10000 ]
let xs = vector "xs" 10000

let meanOf (gate: Expr -> Expr) =
    mean (gate xs) |> eval [ xs => samples ] |> NDArray.toScalar

let reluMean, eluMean = meanOf relu, meanOf (elu 1.0)

promise
    $"mean of relu %.2f{reluMean}, of elu %.2f{eluMean}: closer to 0, but not 0"
    (0.1 < eluMean && eluMean < reluMean)

// GELU's derivative, and the approximation by tanh that some networks use:
let grid = vector "grid" 81
let points = [ grid => [ for i in -40 .. 40 -> float i / 10.0 ] ]

let largestOf (difference: Expr) =
    maxOver [ 0 ] (abs difference) |> eval points |> NDArray.toScalar

let geluSlope = normalCdf grid + grid * normalPdf grid
promise "gelu' = Phi(x) + x phi(x)" (largestOf ((sum (gelu grid) |> grad [ grid ] |> List.head) - geluSlope) < 1e-12)
let largest = largestOf (gelu grid - geluTanh grid)

promise "the tanh approximation of gelu is off by less than 0.001, but not exact" (0.0001 < largest && largest < 0.001)

// Vanishing gradients. Sigmoid and tanh squash values into a narrow range. Their slope is small far from 0, and that of the sigmoid is at most 1/4 everywhere.
// Going backwards through ten of them multiplies ten such slopes.
predict
    "ten sigmoids in a row, started at 0.5: roughly how large is the derivative of the last with respect to the first input?"

let tenTimes (gate: Expr -> Expr) =
    Seq.fold (fun t _ -> gate t) x [ 1..10 ] |> slopeAt 0.5

let throughSigmoids, throughTanhs = tenTimes sigmoid, tenTimes tanh

let scientific (a: float) =
    a.ToString("0.00e-0", System.Globalization.CultureInfo.InvariantCulture)

promise
    $"ten sigmoids: {scientific throughSigmoids}, below 0.25^10 = {scientific (0.25 ** 10.0)}"
    (abs (throughSigmoids - 3.48e-7) < 5e-10)

promise $"ten tanhs: %.4f{throughTanhs}" (abs (throughTanhs - 0.2228) < 5e-5)
promise $"ten relus: {number (tenTimes relu)}" (tenTimes relu = 1.0)

// Dead units. relu passes the gradient where its input is positive, and stops it elsewhere. A unit whose input is negative for every row of the data
// gets no gradient from any row: gradient descent cannot move its weights any more. Negative weights on positive data are enough. A leaky relu still learns.
printfn ""
printfn "a unit with negative weights, over 200 rows of positive data"
let rows = input "rows" [ 200; 3 ]
let w, b = vector "w" 3, scalar "b"
let random = System.Random 6
let data = NDArray.create [ 200; 3 ] [ for _ in 1..600 -> between 0.0 1.0 random ]
let before = matmul rows w + b
let at = [ rows => data; w => [ -1.0; -0.5; -2.0 ]; b => -0.1 ]

let deadShare (gate: Expr -> Expr) =
    let gradients =
        sum (gate before) |> grad [ before ] |> List.head |> eval at |> NDArray.toArray

    let dead = gradients |> Array.filter ((=) 0.0)
    100.0 * float dead.Length / float gradients.Length

let deadRelu, deadLeaky = deadShare relu, deadShare (leakyRelu 0.1)
promise $"relu: the gradient is 0 for {number deadRelu} %% of the rows" (deadRelu = 100.0)
promise $"leaky relu: for {number deadLeaky} %%" (deadLeaky = 0.0)

sum (relu before)
|> grad [ w ]
|> evalMany at
|> expectAll "relu: gradient of the weights" [ 0.0; 0.0; 0.0 ]

// Units also die while they learn, when a step is so long that it throws them to where all inputs are negative. Here a small network learns a sum, first with short steps, then
// with long ones. Dead units stay dead.
printfn ""
printfn "16 relu units that learn the sum of three numbers, 100 steps"
let examples = input "examples" [ 200; 3 ]
let learner = dense "hidden" 3 16 >> relu >> dense "output" 16 1

let observed rate =
    let error =
        mean (square (reshape [ 200 ] (learner examples) - sumOver [ 1 ] examples))

    let step = error |> trainingStep (gradientDescent rate) []
    let at = [ examples => data ]

    step
    |> run at (initialState 6 step)
    |> Seq.take 100
    |> Chart.observe 20 error at

let dead (observation: Observation) = observation.Layers[0].Dead
let short, long = observed 0.02, observed 0.4

let atStart, afterShort, afterLong =
    dead short.Head, dead (List.last short), dead (List.last long)

promise $"as they start: {atStart} are dead" (atStart < 4)
promise $"after steps of 0.02: {afterShort}" (afterShort = atStart)
promise $"after steps of 0.4: {afterLong}" (afterLong > 8)
draw "06-dead-units.svg" (Chart.deadUnits long)

// Which one to choose? That is empirical; the lecture's rules of thumb:
//   intermediate layers   relu and its relatives (gelu and silu in newer networks), the same in all of them; not sigmoid or tanh, whose gradients vanish.
//   final layer           what the answer needs. Here the notes want a repair: for one class out of many take softmax with cross-entropy, whose outputs
//                         are positive and add up to 1. Sigmoid is for yes or no, or for several labels at once; tanh for a bounded
//                         number; and scores or unbounded numbers need no activation at all.
printfn ""
printfn "scores (2, 1, 0) of three classes"
let scores = vector "scores" 3

let probabilities gate =
    gate scores |> eval [ scores => [ 2.0; 1.0; 0.0 ] ]

probabilities sigmoid
|> Seq.singleton
|> expectAll "sigmoid of each" [ 0.880797; 0.731059; 0.5 ]

probabilities softmax
|> Seq.singleton
|> expectAll "softmax" [ 0.665241; 0.244728; 0.090031 ]

let total gate =
    sum (gate scores) |> eval [ scores => [ 2.0; 1.0; 0.0 ] ]

total sigmoid |> expect "sum of the sigmoids" 2.111856
total softmax |> expect "sum of the softmax" 1.0

printfn ""

let allSeven =
    activations |> List.map (fun (_, gate, _) -> gate x) |> List.reduce (+)

check allSeven [ x => 0.7 ] |> gradientCheck

law "each gate is its formula, in value and derivative" (fun random ->
    let a = between -4.0 4.0 random

    gates
    |> List.forall (fun (_, (value, derivative), (value', derivative')) ->
        close (valueAt a value) (valueAt a value')
        && close (valueAt a derivative) (valueAt a derivative')))

let sigmoidSlope = slope (sigmoid x)

law "the slope of the sigmoid is above 0 and at most 1/4" (fun random ->
    let slope = valueAt (between -20.0 20.0 random) sigmoidSlope
    0.0 < slope && slope <= 0.25)

law "leaky relu keeps its slope on the left and 1 on the right" (fun random ->
    let slope, a = between 0.0 0.9 random, between 0.001 5.0 random
    slopeAt -a (leakyRelu slope x) = slope && slopeAt a (leakyRelu slope x) = 1.0)

law "elu has a kink at 0 unless a is 1: its slope from the left is a" (fun random ->
    let a = between 0.1 3.0 random
    abs (slopeAt -1e-12 (elu a x) - a) < 1e-9 && slopeAt 1e-12 (elu a x) = 1.0)
