// Lesson 11. The gradient check, done right.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open System.Globalization
open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 11: the gradient check, done right"

// A gradient that is wrong rarely stops a program. The network just learns badly, and nobody knows why. So gradients are checked against differences, which
// need nothing but values. It sounds easy; this lesson is about how it goes wrong.
//
// Compare with the relative error: |numeric - analytic| / max(|numeric|, |analytic|). An error of 1e-4 is small beside a gradient of 1, and a catastrophe beside
// one of 1e-4. Where both are 0 the error is 0: that passes.
let relativeError (numeric: float) (analytic: float) =
    if numeric = analytic then
        0.0
    else
        abs (numeric - analytic) / Operators.max (abs numeric) (abs analytic)

// How small should the step h be? The central difference has an error like h^2, so smaller is better; but the two values are rounded to 16 digits, their
// difference loses those they share, and it is divided by h: smaller is worse.
let x = scalar "x"
let f = sigmoid x

let value (at: float) =
    f |> eval [ x => at ] |> NDArray.toScalar

let analytic = f |> grad [ x ] |> List.head |> eval [ x => 1.0 ] |> NDArray.toScalar

let central h =
    (value (1.0 + h) - value (1.0 - h)) / (2.0 * h)

predict "For the sigmoid at 1, which h gives the best central difference: 1e-1, 1e-3, 1e-5, 1e-7, 1e-9 or 1e-11?"
let steps = [ 1e-1; 1e-3; 1e-5; 1e-7; 1e-9; 1e-11 ]
let errors = [ for h in steps -> relativeError (central h) analytic ]

for h, error in List.zip steps errors do
    printfn "  h = %s: relative error %s" (h.ToString("0e-0", CultureInfo.InvariantCulture)) (scientific error)

promise
    "the errors are those of double precision: 3.0e-4, 3.0e-8, 9.0e-12, 2.0e-9, 8.0e-8, 1.5e-5"
    (List.map scientific errors = [ "3.0e-4"; "3.0e-8"; "9.0e-12"; "2.0e-9"; "8.0e-8"; "1.5e-5" ])

// So: h about 1e-5, and central differences. A difference to one side only has an error like h, not h^2:
let forward h = (value (1.0 + h) - value 1.0) / h
printfn "  forward difference at h = 1e-5: %s" (scientific (relativeError (forward 1e-5) analytic))

promise
    "it is 2.3e-6, a quarter of a million times worse"
    (scientific (relativeError (forward 1e-5) analytic) = "2.3e-6")

// And double precision: single has 7 digits, of which the difference at 1e-5 loses five. (In F#, 1.0f is a number in single precision.)
let inSingle (at: float32) = 1.0f / (1.0f + exp -at)
let single = float (inSingle 1.00001f - inSingle 0.99999f) / 2e-5
printfn "  single precision at h = 1e-5: %s" (scientific (relativeError single analytic))
promise "it is 1.5e-2: useless" (scientific (relativeError single analytic) = "1.5e-2")

// How large may the error be? CS231n's bands:
//   above 1e-2  the gradient is probably wrong
//   above 1e-4  something is uncomfortable
//   up to 1e-4  okay for functions with kinks (relu, max), too high for smooth ones (tanh, softmax)
//   up to 1e-7  be happy
let band error =
    if error > 1e-2 then "wrong"
    elif error > 1e-4 then "suspicious"
    elif error > 1e-7 then "okay with kinks"
    else "happy"

printfn ""
printfn "the bands"

for error in
    [
        relativeError single analytic
        errors[0]
        errors[5]
        errors[2]
        relativeError 0.0 0.0
    ] do
    printfn "  relative error %s: %s" (scientific error) (band error)

promise "two zeros agree: 0 is happy" (band (relativeError 0.0 0.0) = "happy")

// Kinks. relu has none at -1e-6: its slope there is 0. But a step of 1e-5 crosses the kink at 0, and the difference quotient belongs to two functions at once.
printfn ""
printfn "a kink nearby: relu at -1e-6, h = 1e-5"

let reluAt (at: float) =
    relu x |> eval [ x => at ] |> NDArray.toScalar

let crossing = (reluAt (-1e-6 + 1e-5) - reluAt (-1e-6 - 1e-5)) / 2e-5
ndarray crossing |> expect "numeric" 0.45

relu x
|> grad [ x ]
|> List.head
|> eval [ x => -1e-6 ]
|> expect "analytic" 0.0

// Who is right? The analytic one. A good check notices that the larger element changed between the two points, and takes a smaller step. `check` does; it also takes
// several steps and estimates the error of its own differences, so that no h must be chosen. On the kink itself no slope is the derivative: there it accepts the
// convention, relu'(0) = 0, and says that it has met a kink. (Half of x is added, for a function that is 0 beside the kink could pass by doing nothing.)
let withKink = relu x + 0.5 * x
let beside, onTheKink = check withKink [ x => -1e-6 ], check withKink [ x => 0.0 ]

for place, report in [ "beside the kink, at -1e-6", beside; "on the kink, at 0", onTheKink ] do
    printfn "  check %s: %O; %s" place report.Verdict report.Steps[4].Figure

promise "neither accuses relu" (beside.Passed && onTheKink.Passed)

// And does it find a wrong gradient? sigmoid' is s (1 - s). Suppose somebody forgot the second s:
let wrong = checkGradient [ (x, 1.0 - f) ] f [ x => 1.0 ]
printfn "  a wrong derivative, 1 - s: %O" wrong.Verdict
promise "it is caught" (wrong.FailedCount > 0)

// The loss of a network is an average over N examples, plus a regulariser that keeps the weights small: L = 1/N sum of L_i + lambda R(W).
// Three examples with three classes (cat, car, frog), their scores as a network might give them, and two kinds of L_i.
let scores = matrix "scores" 3 3
let labels = vector "labels" 3

let images =
    [
        scores => [ [ 3.2; 5.1; -1.7 ]; [ 1.3; 4.9; 2.0 ]; [ 2.2; 2.5; -3.1 ] ]
        labels => [ 0; 1; 2 ]
    ]

let one, its = input "scores" [ 1; 3 ], input "label" [ 1 ]
let cat = [ one => [ [ 3.2; 5.1; -1.7 ] ]; its => [ 0 ] ]

printfn ""
printfn "L = 1/N sum of L_i + lambda R(W); the cat has scores (3.2, 5.1, -1.7)"

let hinge, softmaxLoss =
    one |> multiclassHinge 1.0 its, one |> softmaxCrossEntropy its

hinge |> eval cat |> expect "L_i of the SVM, sum of max(0, s_j - s_y + 1)" 2.9
softmaxLoss |> eval cat |> expect "L_i of softmax, -log p_y" 2.040355

softmaxLoss
|> grad [ one ]
|> evalMany cat
|> expectAll "dL_i/ds = p - y" [ -0.870017; 0.869050; 0.000968 ]

scores
|> multiclassHinge 1.0 labels
|> eval images
|> expect "1/N sum of L_i, SVM over three images: (2.9 + 0 + 12.9) / 3" 5.266667

// Check the regulariser alone. Its gradient 2 lambda W is simple and often the larger part: in the sum it hides errors of the rest. R(W) = sum of W^2:
let w = matrix "W" 2 2
let weights = [ w => [ [ 1.0; -2.0 ]; [ 0.5; 3.0 ] ] ]
let regularizer = 0.1 * l2 [ w ]
printfn ""
printfn "the regulariser alone, lambda = 0.1, W = [[1, -2], [0.5, 3]]"
regularizer |> eval weights |> expect "lambda R(W)" 1.425

regularizer
|> grad [ w ]
|> List.head
|> eval weights
|> expectMatrix "2 lambda W" [ [ 0.2; -0.4 ]; [ 0.1; 0.6 ] ]

check regularizer weights |> gradientCheck

// How much does it hide? Take a data gradient that is wrong by a factor of two, with a small data loss and a strong regulariser.
let data = 1e-4 * sum (square (sin w))
let halved = data |> grad [ w ] |> List.map (fun g -> 0.5 * g)
let total = data + regularizer
let both = List.map2 (+) halved (regularizer |> grad [ w ])
let found = both |> evalMany weights |> List.collect NDArray.toList
let exact = total |> grad [ w ] |> evalMany weights |> List.collect NDArray.toList

let alone =
    List.map2
        relativeError
        (halved |> evalMany weights |> List.collect NDArray.toList)
        (data |> grad [ w ] |> evalMany weights |> List.collect NDArray.toList)

let hidden = List.map2 relativeError found exact

printfn
    "  a data gradient wrong by a factor of two, alone: relative error %s, %s"
    (scientific (List.max alone))
    (band (List.max alone))

printfn
    "  the same beside the regulariser: relative error %s, %s"
    (scientific (List.max hidden))
    (band (List.max hidden))

promise "so check the parts alone" (band (List.max alone) = "wrong" && band (List.max hidden) <> "wrong")

// More advice from practice. Check at random points and also after some training, for at the start many things cancel. Hold dropout and other noise fixed: here noise
// is an input, so it is. A few hundred entries are enough, if some of each parameter are among them.
//
// A check of all of it together: loss, regulariser, a network with a kink.
let network =
    relu (matmul scores (constant [ [ 0.2; -0.1 ]; [ 0.4; 0.3 ]; [ -0.5; 0.6 ] ]))

printfn ""

let loss = matmul network w |> softmaxCrossEntropy (constant [ 0; 1; 1 ])
check (loss + 0.01 * l2 [ w ]) [ weights[0]; images[0] ] |> gradientCheck

law "a right gradient passes, one that is wrong by a hundredth fails" (fun random ->
    let at = [ x => between -2.0 2.0 random ]
    let g = tanh (between 0.5 2.0 random * x) + between 1.0 2.0 random * x
    let derivative = g |> grad [ x ] |> List.head

    (checkGradient [ (x, derivative) ] g at).Passed
    && (checkGradient [ (x, 1.01 * derivative) ] g at).FailedCount > 0)
