// Lesson 8. Scalars, vectors, Jacobians.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 8: scalars, vectors, Jacobians"

// What is dy/dx when x and y are no single numbers? There are three cases.
//
// Scalar to scalar: x in R, y in R. The regular derivative, dy/dx in R.
let t = scalar "t"
printfn ""
printfn "scalar to scalar: y = t^2 at t = 3"
square t |> grad [ t ] |> List.head |> eval [ t => 3.0 ] |> expect "dy/dt" 6.0

// Vector to scalar: x in R^N, y in R. The gradient, dy/dx in R^N: one number for each element of x, (dy/dx)_n = dy/dx_n. It has the shape of x.
let x = vector "x" 2
let w = matrix "W" 2 2
let at = [ w => [ [ 0.1; 0.5 ]; [ -0.3; 0.8 ] ]; x => [ 0.2; 0.4 ] ]

printfn ""
printfn "vector to scalar: f = |W x|^2, q = W x"
let q = matmul w x
let f = sum (square q)
q |> eval at |> expectVector "q" [ 0.22; 0.26 ]
f |> eval at |> expect "f" 0.116
f |> grad [ q ] |> evalMany at |> expectAll "df/dq = 2 q" [ 0.44; 0.52 ]
f |> grad [ x ] |> evalMany at |> expectAll "df/dx = W' df/dq" [ -0.112; 0.636 ]

f
|> grad [ w ]
|> List.head
|> eval at
|> expectMatrix "df/dW = df/dq x'" [ [ 0.088; 0.176 ]; [ 0.104; 0.208 ] ]

// Vector to vector: x in R^N, y in R^M. Now each of M outputs has a derivative with respect to each of N inputs, a whole matrix: the Jacobian.
//
// Here the notes have three mistakes, which we repair:
// - they say x in R^N, y in R^N; it must be y in R^M, or the Jacobian is always square;
// - they write R^(N x M), but only the opening bracket got into the exponent: the set is R^{N x M};
// - their layout, (dy/dx)_{n,m} = dy_m/dx_n, has a row for each input. It is a good one, but the usual Jacobian is its transpose, M by N, with a
//   row for each output.
// `jacobian x y` is the usual one: the axes of y come first, then those of x. The layout of the notes is its transpose.
printfn ""
printfn "vector to vector: y = V x with N = 2 inputs and M = 3 outputs"
let v = constant [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]
let y = matmul v x
let rowsAreOutputs = y |> jacobian x
let rowsAreInputs = transpose rowsAreOutputs
printfn "  x %O, y %O, usual Jacobian %O, that of the notes %O" x.Shape y.Shape rowsAreOutputs.Shape rowsAreInputs.Shape

rowsAreOutputs
|> eval at
|> expectMatrix "usual layout, rows are outputs" [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]

rowsAreInputs
|> eval at
|> expectMatrix "layout of the notes, rows are inputs" [ [ 1.0; 3.0; 5.0 ]; [ 2.0; 4.0; 6.0 ] ]

// Back-propagation through this gate: the upstream gradient u = dL/dy has M numbers, the downstream gradient dL/dx has N. In the layout of the notes
// dL/dx = (dy/dx)(dL/dy), an N by M matrix times M numbers. In the usual layout it is J' u, with the transpose. Both are one rule.
let u = [ 1.0; 0.0; -1.0 ]

matmul (transpose rowsAreOutputs) (constant u)
|> eval at
|> expectVector "J' u" [ -4.0; -4.0 ]

matmul rowsAreInputs (constant u)
|> eval at
|> expectVector "(dy/dx)(dL/dy), as in the notes" [ -4.0; -4.0 ]

y
|> vjp [ x ] (constant u)
|> evalMany at
|> expectAll "vjp, the backward pass" [ -4.0; -4.0 ]

// Here the notes end. The rest of the story:
//
// The chain rule for vectors is a product of Jacobians. For f = g(q(x)): J of f = (J of g)(J of q). The backward pass multiplies from the left, one vector
// at a time, and so never needs a matrix of two layers.
printfn ""
printfn "chain rule: r = relu(q), q = V x - 2 at x = (0.2, 0.4)"
let shifted = y - 2.0
let r = relu shifted
let outerJacobian, innerJacobian = r |> jacobian shifted, shifted |> jacobian x

outerJacobian
|> eval at
|> expectMatrix "J of relu" [ [ 0.0; 0.0; 0.0 ]; [ 0.0; 1.0; 0.0 ]; [ 0.0; 0.0; 1.0 ] ]

matmul outerJacobian innerJacobian
|> eval at
|> expectMatrix "(J of relu)(J of q)" [ [ 0.0; 0.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]

r
|> jacobian x
|> eval at
|> expectMatrix "J of both at once" [ [ 0.0; 0.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]

// A gate that works element by element has a diagonal Jacobian: output 2 does not depend on input 1. With 4,096 elements it would hold 16 million
// numbers, all 0 but 4,096 of them. Nobody stores it: the downstream gradient is the upstream one times the diagonal, element by element.
let z = vector "z" 4
let relu4 = relu z
let here = [ z => [ 1.0; -2.0; 3.0; -1.0 ] ]
predict "relu at (1, -2, 3, -1) receives the upstream gradient (4, -1, 5, 9). What flows downstream?"

relu4
|> vjp [ z ] (constant [ 4.0; -1.0; 5.0; 9.0 ])
|> evalMany here
|> expectAll "downstream" [ 4.0; 0.0; 5.0; 0.0 ]

relu4
|> jacobian z
|> eval here
|> expectMatrix
    "the Jacobian that it did not need, diag(1, 0, 1, 0)"
    [
        [ 1.0; 0.0; 0.0; 0.0 ]
        [ 0.0; 0.0; 0.0; 0.0 ]
        [ 0.0; 0.0; 1.0; 0.0 ]
        [ 0.0; 0.0; 0.0; 0.0 ]
    ]

// Softmax is the opposite: each output depends on each input, because all are divided by one sum. Its Jacobian is dense: diag(p) - p p'.
printfn ""
printfn "softmax: p = softmax(z) at (1, -2, 3, -1)"
let p = softmax z
p |> eval here |> expectVector "p" [ 0.116629; 0.005807; 0.861780; 0.015784 ]
let found = p |> jacobian z |> eval here
let byFormula = oneHot 4 (constant [ 0; 1; 2; 3 ]) * p - outer p p |> eval here
printfn "  Jacobian ="
rows found |> List.iter (printfn "    %s")
promise "it is diag(p) - p p'" (same found byFormula)
promise "none of its 16 entries is 0" (found |> NDArray.toList |> List.forall (fun entry -> entry <> 0.0))

// All of it at once, for f = |W x|^2: the trace shows each Jacobian beside the pullback that does without it.
printfn ""
printf "%s" (explain f at |> Trace.named [ (q, "q") ] |> Trace.text)

// Two directions. The backward pass computes u' J: a row of J for each pass, all inputs at once. The forward mode computes J v: a column for each pass,
// all outputs at once. So for many inputs and one output, a loss, the backward pass takes one pass, and forward mode as many as there are inputs.
printfn ""
printfn "both modes, y = V x: J v for v = (1, 0), u' J for u = (1, 0, 0)"

y
|> jvp [ (x, constant [ 1.0; 0.0 ]) ]
|> eval at
|> expectVector "forward: a column of J" [ 1.0; 3.0; 5.0 ]

y
|> vjp [ x ] (constant [ 1.0; 0.0; 0.0 ])
|> evalMany at
|> expectAll "backward: a row of J" [ 1.0; 2.0 ]

// How much does that matter? Count the nodes of the graph that computes the whole gradient of a loss of n inputs, once in each mode.
let nodes (graph: Expr) = (Tape.Of [| graph |]).Nodes.Count

printfn ""
printfn "the gradient of L = sum(tanh(x^2) sigmoid(x)), nodes of the graph"

let counts =
    [
        for n in [ 10; 100 ] do
            let many = vector "x" n
            let loss = sum (tanh (square many) * sigmoid many)

            let reverse, forward =
                loss |> jacobianByReverse many |> nodes, loss |> jacobianByForward many |> nodes

            printfn "  n = %3d: backward pass %d, forward mode %d" n reverse forward
            reverse, forward
    ]

promise
    "the backward pass does not grow with n, the forward mode does"
    (fst counts[0] = fst counts[1] && snd counts[1] > 5 * snd counts[0])

printfn ""
check (sum (softmax (matmul v x) * constant u) + f) at |> gradientCheck

// The two modes are transposes of each other, which makes a test that needs no differences: for all v and u, (J v) . u = v . (J' u).
let network = tanh (matmul v x) * softmax (matmul v (square x))

let direction, upstream = vector "direction" 2, vector "upstream" 3
let pulled = network |> vjp [ x ] upstream |> List.head

let adjoint =
    [ dot (network |> jvp [ (x, direction) ]) upstream; dot direction pulled ]

let transposed = [ pulled; matmul (transpose (network |> jacobian x)) upstream ]

/// Whether two graphs have one value, wherever the inputs are.
let agree (graphs: Expr list) random =
    let at =
        [
            x => randomArray random [ 2 ]
            direction => randomArray random [ 2 ]
            upstream => randomArray random [ 3 ]
        ]

    match graphs |> evalMany at with
    | [ left; right ] -> same left right
    | _ -> false

law "the modes are adjoint: (J v) . u = v . (J' u)" (agree adjoint)
law "the backward pass is J' u" (agree transposed)
