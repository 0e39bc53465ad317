// Lesson 7. From a linear score to networks of two and three layers.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 7: from a linear score to networks of two and three layers"

// One layer: f = W x. A linear classifier gives each of C classes a score. W has one row for each class, x has D numbers: W is C by D, and f has C numbers.
// Two layers: f = W2 max(0, W1 x). In between stand H hidden units: W1 is H by D, W2 is C by H. The maximum with 0 is the activation function of lesson 6.
// Here D = 2, H = 3, C = 2.
let x = vector "x" 2
let w1, w2 = matrix "W1" 3 2, matrix "W2" 2 3
let linear = matmul w2 (matmul w1 x)
let twoLayers = matmul w2 (relu (matmul w1 x))

let weights =
    [
        w1 => [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]
        w2 => [ [ 1.0; 0.0; -1.0 ]; [ 2.0; 1.0; 0.0 ] ]
    ]

let at = (x => [ 1.0; -1.0 ]) :: weights

// Why do we want the non-linearity? Without it, two layers are one: f = W2 (W1 x) = (W2 W1) x = W x with W = W2 W1. However many layers are stacked, there is
// one matrix that does the same. So something must stand between the layers that no matrix can do.
printfn ""
printfn "two layers without a non-linearity are one, W = W2 W1"

matmul w2 w1
|> eval weights
|> expectMatrix "W2 W1" [ [ -4.0; -4.0 ]; [ 5.0; 8.0 ] ]

matmul (matmul w2 w1) x
|> eval at
|> expectVector "W x at x = (1, -1)" [ 0.0; -3.0 ]

linear |> eval at |> expectVector "W2 (W1 x)" [ 0.0; -3.0 ]

predict "W1 x is (-1, -1, -1). What is W2 max(0, W1 x)?"
twoLayers |> eval at |> expectVector "W2 max(0, W1 x)" [ 0.0; 0.0 ]

// Every hidden unit is negative, so the maximum makes all of them 0, and the scores are 0 with them.
printfn ""

law "without a non-linearity, layers collapse: W2 (W1 x) = (W2 W1) x" (fun random ->
    let at =
        [
            w1 => randomArray random [ 3; 2 ]
            w2 => randomArray random [ 2; 3 ]
            x => randomArray random [ 2 ]
        ]

    same (linear |> eval at) (matmul (matmul w2 w1) x |> eval at))

// Three layers: f = W3 max(0, W2 max(0, W1 x)). The same once more: W1 is H1 by D, W2 is H2 by H1, W3 is C by H2.
let w3 = matrix "W3" 1 2
let threeLayers = matmul w3 (relu (matmul w2 (relu (matmul w1 x))))
let further = [ x => [ 1.0; 1.0 ]; w3 => [ [ 3.0; -2.0 ] ] ] @ weights

printfn ""
printfn "three layers, f = W3 max(0, W2 max(0, W1 x)), at x = (1, 1) and W3 = [3, -2]"
printfn "  shapes: x %O, W1 %O, W2 %O, W3 %O, f %O" x.Shape w1.Shape w2.Shape w3.Shape threeLayers.Shape

relu (matmul w1 x)
|> eval further
|> expectVector "first hidden layer" [ 3.0; 7.0; 11.0 ]

relu (matmul w2 (relu (matmul w1 x)))
|> eval further
|> expectVector "second hidden layer" [ 0.0; 13.0 ]

threeLayers |> eval further |> expectVector "f" [ -26.0 ]

// The non-linearity is what lets a network separate classes that no straight line can. The smallest case is XOR: 1 if exactly one of two inputs is 1.
// (0, 1) and (1, 0) would have to lie on one side of the line, (0, 0) and (1, 1) on the other. Two hidden units can do it, and we can write them down.
let corners = [ [ 0.0; 0.0 ]; [ 0.0; 1.0 ]; [ 1.0; 0.0 ]; [ 1.0; 1.0 ] ]
let xor = [ 0.0; 1.0; 1.0; 0.0 ]
let points = matrix "points" 4 2
let total = sumOver [ 1 ] points

printfn ""
printfn "XOR at (0, 0), (0, 1), (1, 0), (1, 1)"

relu total - 2.0 * relu (total - 1.0)
|> eval [ points => corners ]
|> expectVector "relu(x1 + x2) - 2 relu(x1 + x2 - 1)" xor

// And the best that one linear unit can do? We train one, w1 x1 + w2 x2 + b, with the squared error.
predict "What will the trained linear unit answer at the four points?"
let unit = points |> dense "unit" 2 1 |> reshape [ 4 ]
let wanted = vector "wanted" 4

let step = unit |> meanSquaredError wanted |> trainingStep (gradientDescent 0.5) []

let trained =
    step
    |> run [ points => corners; wanted => xor ] (initialState 0 step)
    |> Seq.item 499

unit
|> evalIn trained [ points => corners ]
|> expectVector "the linear unit after 500 steps" [ 0.5; 0.5; 0.5; 0.5 ]

// It has learnt to say "one half" to everything. No line is of any use here.
//
// A note on bias terms. In practice each layer adds a learnable bias: W x + b. The other way to write it is x' = [1; x], a 1 stacked on top of x: then b is one more
// column of the matrix, [b W]. Both are the same function.
let w, b = matrix "W" 3 2, vector "b" 3
let explicit = matmul w x + b

let stacked = matmul (concat 1 [ expandDims 1 b; w ]) (concat 0 [ ones [ 1 ]; x ])

let biased =
    [
        x => [ 1.0; -1.0 ]
        w => [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]
        b => [ 10.0; 20.0; 30.0 ]
    ]

printfn ""
printfn "the bias, two ways, at b = (10, 20, 30)"
explicit |> eval biased |> expectVector "W x + b" [ 9.0; 19.0; 29.0 ]
stacked |> eval biased |> expectVector "[b W] [1; x]" [ 9.0; 19.0; 29.0 ]

law "a bias is a column of the matrix: [b W] [1; x] = W x + b" (fun random ->
    let at =
        [
            w => randomArray random [ 3; 2 ]
            b => randomArray random [ 3 ]
            x => randomArray random [ 2 ]
        ]

    same (explicit |> eval at) (stacked |> eval at))

// The size of a network is its number of parameters. A layer from n to m units has n m weights and m biases. The parameters of a graph are found in the
// graph; nobody keeps a list.
let size inputs (network: Expr -> Expr) =
    input "x" [ 1; inputs ] |> network |> parameters |> List.sumBy _.Shape.Size

let small = dense "hidden" 3 4 >> relu >> dense "output" 4 2

let deeper =
    dense "hidden1" 3 4 >> relu >> dense "hidden2" 4 4 >> relu >> dense "output" 4 1

printfn ""
printfn "sizes"
printfn "  3-4-2: (3 4 + 4) + (4 2 + 2) = %d parameters" (size 3 small)
printfn "  3-4-4-1: (3 4 + 4) + (4 4 + 4) + (4 1 + 1) = %d parameters" (size 3 deeper)
promise "they are 26 and 41" (size 3 small = 26 && size 3 deeper = 41)

// The feed-forward computation of a 3-layer network, in the lecture's NumPy:
//
//   f = lambda x: 1.0/(1.0 + np.exp(-x))   # activation function (use sigmoid)
//   x = np.random.randn(3, 1)              # random input vector of three numbers (3x1)
//   h1 = f(np.dot(W1, x) + b1)             # first hidden layer activations (4x1)
//   h2 = f(np.dot(W2, h1) + b2)            # second hidden layer activations (4x1)
//   out = np.dot(W3, h2) + b3              # output neuron (1x1)
//
// The same here. A parameter says its shape and how it starts; the numbers are drawn when a run begins.
let randn = Initializer.Normal 1.0

let layer (number: int) inputs outputs below =
    matmul (parameter $"W{number}" [ outputs; inputs ] randn) below
    + parameter $"b{number}" [ outputs; 1 ] randn

let column = input "x" [ 3; 1 ]
let h1 = sigmoid (layer 1 3 4 column)
let h2 = sigmoid (layer 2 4 4 h1)
let out = layer 3 4 1 h2

printfn ""
printfn "feed-forward"
printfn "  shapes: x %O, h1 %O, h2 %O, out %O" column.Shape h1.Shape h2.Shape out.Shape

let start =
    [
        for leaf in column :: parameters out do
            match leaf with
            | Input node -> yield leaf => NDArray.draw randn 7 node.Name (Seq.toList node.Shape)
            | _ -> ()
    ]

let hidden = [ h1; h2 ] |> evalMany start |> List.collect NDArray.toList

promise
    "each hidden activation lies between 0 and 1, as every value of the sigmoid does"
    (hidden |> List.forall (fun h -> 0.0 < h && h < 1.0))

promise "the output neuron is one number" (NDArray.shape (out |> eval start) = [ 1; 1 ])

// The lecture's formulas have x as a column, W x. Its program, and `dense` here, have one example in each row, x W: then a whole batch is one matrix product.
// One is the transpose of the other; lesson 9 shows the gradients of both.
printfn ""
check (sum out) start |> gradientCheck
