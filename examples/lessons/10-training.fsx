// Lesson 10. A two-layer network in about 20 lines.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 10: a two-layer network in about 20 lines"

// The lecture trains a network of two layers in NumPy:
//
//   N, D_in, H, D_out = 64, 1000, 100, 10                # define the network
//   x, y = randn(N, D_in), randn(N, D_out)
//   w1, w2 = randn(D_in, H), randn(H, D_out)
//   for t in range(2000):
//       h = 1 / (1 + np.exp(-x.dot(w1)))                 # forward pass
//       y_pred = h.dot(w2)
//       loss = np.square(y_pred - y).sum()
//       print(t, loss)
//       grad_y_pred = 2.0 * (y_pred - y)                 # calculate analytical gradients
//       grad_w2 = h.T.dot(grad_y_pred)
//       grad_h = grad_y_pred.dot(w2.T)
//       grad_w1 = x.T.dot(grad_h * h * (1 - h))
//       w1 -= 1e-4 * grad_w1                             # gradient descent
//       w2 -= 1e-4 * grad_w2
//
// (In the notes the comment "Forward pass" stands above the loop. It belongs inside: there is a forward pass in each step.)
//
// The four lines of gradients are derived by hand, and must be derived again after every change. Here they are found. The network and its loss, once:
let network n dIn h dOut (start: Initializer) =
    let x, y = matrix "x" n dIn, matrix "y" n dOut
    let w1, w2 = parameter "w1" [ dIn; h ] start, parameter "w2" [ h; dOut ] start
    let hidden = sigmoid (matmul x w1)
    let predicted = matmul hidden w2
    x, y, w1, w2, hidden, squaredError y predicted

// First a tiny one, whose numbers you can follow with a pocket calculator: two examples, two inputs, three hidden units, one output.
let x, y, w1, w2, hidden, loss = network 2 2 3 1 Initializer.Zeros
let data = [ x => [ [ 1.0; -1.0 ]; [ 0.5; 2.0 ] ]; y => [ [ 1.0 ]; [ 0.0 ] ] ]
let descend = loss |> trainingStep (gradientDescent 0.1) []

let start =
    (initialState 0 descend)
        .WithParameters(
            dict
                [
                    "w1", ndarray [ [ 0.1; -0.2; 0.3 ]; [ 0.4; 0.5; -0.6 ] ]
                    "w2", ndarray [ [ 0.7 ]; [ -0.8 ]; [ 0.9 ] ]
                ]
        )

let gradients = loss |> grad [ w1; w2 ]
let found = gradients |> List.map (evalIn start data)

printfn ""
printfn "a tiny network, 2-3-1, at the start"
loss |> evalIn start data |> expect "L" 0.131397
found[1] |> expectVector "dW2" [ -0.061823; 0.002836; -0.385635 ]

found[0]
|> expectMatrix "dW1" [ [ -0.089403; 0.090778; -0.094441 ]; [ 0.203160; -0.218139; 0.228328 ] ]

// Gradient descent moves each weight against its gradient: w becomes w - 0.1 dw. How far should the loss fall? By the rate times the squared length of the gradient,
// as long as the slope stays what it is.
let predicted =
    0.1 * (found |> List.collect NDArray.toList |> List.sumBy (fun g -> g * g))

predict "The squared length of the gradient is about 0.32, the rate 0.1. What is the loss after one step?"
let losses = descend |> run data start |> Seq.take 3 |> Seq.map _.Loss |> List.ofSeq
printfn "  predicted: %s - %s = %s" (number losses[0]) (number predicted) (number (losses[0] - predicted))

losses
|> List.map ndarray
|> expectAll "losses at steps 0, 1, 2" [ 0.131397; 0.101489; 0.078306 ]

// A little above the prediction: on the way the slope got less.
//
// The same by hand, as in the program above, in MathNet's matrices. A law compares it with the gradients that were found, for random networks.
let byHand (x: NDArray<float>) (y: NDArray<float>) (w1: NDArray<float>) (w2: NDArray<float>) =
    let x, y, w1, w2 =
        NDArray.toMatrix x, NDArray.toMatrix y, NDArray.toMatrix w1, NDArray.toMatrix w2

    let h = (x * w1).Map(fun s -> 1.0 / (1.0 + exp -s))
    let gradPredicted = 2.0 * (h * w2 - y)
    let gradW2 = h.Transpose() * gradPredicted
    let gradH = gradPredicted * w2.Transpose()
    let gradW1 = x.Transpose() * gradH.Map2((fun g h -> g * h * (1.0 - h)), h)
    [ NDArray.ofMatrix gradW1; NDArray.ofMatrix gradW2 ]

printfn ""

law "gradients derived by hand are the gradients found" (fun random ->
    let size () = 1 + random.Next 5
    let n, dIn, h, dOut = size (), size (), size (), size ()
    let x, y, w1, w2, _, loss = network n dIn h dOut Initializer.Zeros
    let leaves = [ x; y; w1; w2 ]
    let values = [ for leaf in leaves -> randomArray random (List.ofSeq leaf.Shape) ]
    let at = List.map2 (=>) leaves values

    List.forall2 same (byHand values[0] values[1] values[2] values[3]) (loss |> grad [ w1; w2 ] |> evalMany at))

// Now the lecture's sizes. randn is the normal distribution; the same seed gives the same numbers on every machine.
let randn = Initializer.Normal 1.0
let N, D, H, O = 64, 1000, 100, 10

let experiment (start: Initializer) =
    let x, y, _, _, hidden, loss = network N D H O start
    let draw name shape = NDArray.draw randn 0 name shape
    let data = [ x => draw "x" [ N; D ]; y => draw "y" [ N; O ] ]
    let step = loss |> trainingStep (gradientDescent 1e-4) []
    let beginning = initialState 0 step

    let saturated =
        hidden
        |> evalIn beginning data
        |> NDArray.toArray
        |> Array.averageBy (fun h -> if h < 0.001 || h > 0.999 then 1.0 else 0.0)

    saturated, step |> run data beginning |> Seq.take 300 |> Seq.map _.Loss |> List.ofSeq

let percent (share: float) = $"%.0f{100.0 * share} %%"
let saturated, losses300 = experiment randn

printfn ""
printfn "the lecture's network, N, D, H, O = %d, %d, %d, %d, weights drawn by randn" N D H O

for step in [ 0; 1; 10; 100; 299 ] do
    printfn "  step %3d: loss %.0f" step losses300[step]

promise "the loss falls to less than a twentieth" (losses300[299] < losses300[0] / 20.0)

// The notes say nothing about how the weights start, and here it matters. A hidden unit adds up 1000 products of two normal numbers: its input to the sigmoid has a
// standard deviation of sqrt(1000), about 32. Mostly the sigmoid is then 0 or 1, within 0.001, and its slope h (1 - h) is nearly 0: saturated
// units do not learn (lesson 6). Divide the weights by sqrt(D), and the inputs of the sigmoid have standard deviation 1.
let gentle, lossesGentle = experiment Initializer.ScaledNormal

printfn ""
printfn "share of hidden activations within 0.001 of 0 or 1, at step 0"
printfn "  randn(D, H): %s" (percent saturated)
printfn "  randn(D, H) / sqrt(D): %s" (percent gentle)
promise "83 of 100 are saturated, and none after the scaling" (percent saturated = "83 %" && gentle = 0.0)

printfn "  loss of the scaled network at steps 0, 299: %.0f, %.0f" lossesGentle[0] lossesGentle[299]

// Scaled weights are one of three remedies in "Efficient BackProp" by LeCun and others, which is on the lecture's reading list. The second: where a tanh stands inside, take
// 1.7159 tanh(2 x / 3). It goes through (1, 1) and (-1, -1), and it bends most strongly close to these two points: targets of 1 and -1 are reached before it saturates. Its slope at 0 is more
// than 1, which makes up for much of what the squashing takes away. Through ten layers of a plain tanh the numbers shrink, and the gradient with them; through ten of these less so.
let scaledTanh (t: Expr) = 1.7159 * tanh (2.0 / 3.0 * t)

let t = scalar "t"
let slope = scaledTanh t |> grad [ t ] |> List.head
let bend = slope |> grad [ t ] |> List.head
let at (a: float) (f: Expr) = f |> eval [ t => a ]

printfn ""
printfn "tanh scaled: 1.7159 tanh(2 t / 3)"
scaledTanh t |> at 1.0 |> expect "value at 1" 0.999997
slope |> at 0.0 |> expect "slope at 0" 1.143933
slope |> at 1.0 |> expect "slope at 1" 0.755412

let sharpest =
    [ 0.0..0.01..3.0 ]
    |> List.maxBy (fun a -> abs (bend |> at a |> NDArray.toScalar))

promise $"it bends most at {number sharpest}" (abs (sharpest - 1.0) < 0.05)

/// The variance of what comes out of ten layers of 100 units, and what is left of the length of a gradient that goes back through them.
let throughTenLayers (gate: Expr -> Expr) =
    let x = matrix "x" 200 100
    let numbers name shape initializer = NDArray.draw initializer 10 name shape

    let last =
        (x, [ 1..10 ])
        ||> List.fold (fun below layer ->
            gate (matmul below (constant (numbers $"w{layer}" [ 100; 100 ] Initializer.ScaledNormal))))

    let upstream = constant (numbers "upstream" [ 200; 100 ] randn)

    let wanted =
        [
            variance last
            norm2 (last |> vjp [ x ] upstream |> List.head) / norm2 upstream
        ]

    match
        wanted
        |> evalMany [ x => numbers "x" [ 200; 100 ] randn ]
        |> List.map NDArray.toScalar
    with
    | [ spread; left ] -> spread, left
    | _ -> failwith "two numbers were asked for"

let plain, scaled = throughTenLayers tanh, throughTenLayers scaledTanh

printfn "  after ten layers of tanh: variance %.2f, %.2f of the gradient's length comes back" (fst plain) (snd plain)
printfn "  after ten layers of scaled tanh: variance %.2f, %.2f comes back" (fst scaled) (snd scaled)

promise
    "the scaled ones keep more than twice as much of both"
    (fst scaled > 2.0 * fst plain && snd scaled > 2.0 * snd plain)

// The third: standardise the inputs, each to mean 0 and variance 1. A linear unit with the squared error descends into a valley, and how narrow it is, the inputs say: the largest
// eigenvalue of the mean of x x' (with a 1 for the bias) limits the rate, the smallest belongs to the direction that learns last. Here are 200 people, height in cm and age in years. To be
// learnt is 0.5 height - 0.3 age + 7, which a linear unit can do exactly.
let person = matrix "person" 200 2

let people =
    let random = SeededRandom(10, "people")

    NDArray.ofRows
        [
            for _ in 1..200 -> [ 170.0 + 10.0 * random.Normal(); 40.0 + 12.0 * random.Normal() ]
        ]

let wish = matmul person (constant [ 0.5; -0.3 ]) + 7.0 |> eval [ person => people ]

let standardised =
    (person - meanOver [ 0 ] person) / standardDeviationOver [ 0 ] person
    |> eval [ person => people ]

/// How much longer the valley is than wide, and by how much the answers are off after 100 steps, at half of the highest rate that does not diverge.
let learnt (inputs: NDArray<float>) =
    let withOne =
        concat 1 [ person; ones [ 200; 1 ] ]
        |> eval [ person => inputs ]
        |> NDArray.toMatrix

    let eigenvalues =
        (withOne.Transpose() * withOne / 200.0).Evd().EigenValues |> Seq.map _.Real

    let steepest, flattest = Seq.max eigenvalues, Seq.min eigenvalues
    let wished = vector "wished" 200
    let error = person |> dense "unit" 2 1 |> reshape [ 200 ] |> meanSquaredError wished

    let step = error |> trainingStep (gradientDescent (0.5 / steepest)) []

    let last =
        step
        |> run [ person => inputs; wished => wish ] (initialState 0 step)
        |> Seq.item 100

    sqrt (steepest / flattest), sqrt last.Loss

printfn ""
printfn "data standardised: 200 people, height 170 cm and age 40 years on average"

let unlearnt =
    [
        for name, inputs in [ "as they are", people; "standardised", standardised ] do
            let narrow, off = learnt inputs

            printfn
                "  %s: the valley is %.0f times as long as wide; after 100 steps the answers are off by %.2f"
                name
                narrow
                off

            off
    ]

promise "standardised, all is learnt; as they are, much is left" (unlearnt[0] > 0.5 && unlearnt[1] < 1e-6)

// And the check of the tiny network, as always:
printfn ""
check loss (data @ List.ofSeq (start.Bindings [| loss |])) |> gradientCheck
