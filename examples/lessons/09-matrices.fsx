// Lesson 9. Matrix backprop.
#load "../load.fsx" "lesson.fsx" "matrices.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson
open Matrices

printfn "Lesson 9: matrix backprop"

// The notes stop at vectors, but a layer of a network works on a whole batch: Y = X W. X is N by D, one example in each row; W is D by M; Y is N by M.
// What are dX and dW, the gradients of the loss with respect to X and W, when dY = dL/dY is given?
//
// Rule 1: a gradient has the shape of its value. L is one number, so there is one derivative for each element of X: dX is N by D, dW is D by M.
//
// Rule 2, from one element. How does x11 reach the loss? It stands in y11, y12 and y13, in y1j with the factor w1j. Sum over the paths:
//   dL/dx11 = sum over j of dY1j w1j
// That is row 1 of dY times row 1 of W. So for all of them dX = dY W', and in the same way dW = X' dY, where ' is the transpose.
//
// Nothing must be memorised: dY is N by M, W is D by M, and there is only one way to multiply them so that an N by D matrix comes out.
let x, w = matrix "X" 2 2, matrix "W" 2 3
let y = matmul x w
let dy = [ [ 1.0; 2.0; 3.0 ]; [ 4.0; 5.0; 6.0 ] ]

let at =
    [
        x => [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]
        w => [ [ 1.0; 0.0; -1.0 ]; [ 2.0; 1.0; 0.0 ] ]
    ]

printfn ""
printfn "Y = X W with N = 2, D = 2, M = 3"
y |> eval at |> expectMatrix "Y" [ [ 5.0; 2.0; -1.0 ]; [ 11.0; 4.0; -3.0 ] ]

predict "dY is [[1, 2, 3], [4, 5, 6]]. What is dL/dx11? (Row 1 of dY times row 1 of W.)"

let pair (found: NDArray<float> list) = found[0], found[1]
let dx, dw = y |> vjp [ x; w ] (constant dy) |> evalMany at |> pair
dx |> NDArray.toList |> List.head |> ndarray |> expect "1 1 + 2 0 + 3 (-1)" -2.0
dx |> expectMatrix "dX" [ [ -2.0; 4.0 ]; [ -2.0; 13.0 ] ]
dw |> expectMatrix "dW" [ [ 13.0; 17.0; 21.0 ]; [ 18.0; 24.0; 30.0 ] ]

let byRule =
    [ matmul (constant dy) (transpose w); matmul (transpose x) (constant dy) ]
    |> evalMany at

promise "dX = dY W' and dW = X' dY" (List.forall2 same [ dx; dw ] byRule)

// The mul gate swaps its inputs, and so does this one: X is multiplied by what came with W, W by what came with X.
//
// Why not by Jacobians? The Jacobian of Y with respect to X has a row for each element of Y and a column for each element of X. The trace shows both
// Jacobians of our small case; most entries are 0, and the others are W and X again and again.
printfn ""
printf "%s" (explainFrom dy y at |> Trace.named [ (y, "Y") ] |> Trace.text)

let gibibytes n d m =
    float n * float d * (float n * float m) * 4.0 / 1024.0 ** 3.0

printfn ""
printfn "the Jacobian of a real layer, N = 64, D = M = 4096, at 4 bytes a number"
printfn "  (64 4096) (64 4096) 4 bytes = %s GiB" (number (gibibytes 64 4096 4096))
promise "it is 256 GiB: the pullback does without it" (gibibytes 64 4096 4096 = 256.0)

// The case of the lecture's slides, N = 2, D = 3, M = 4.
let xs, ws = matrix "X" 2 3, matrix "W" 3 4
let ys = matmul xs ws

let slide =
    [
        xs => [ [ 2.0; 1.0; -3.0 ]; [ -3.0; 4.0; 2.0 ] ]
        ws
        => [ [ 3.0; 2.0; 1.0; -1.0 ]; [ 2.0; 1.0; 3.0; 2.0 ]; [ 3.0; 2.0; 1.0; -2.0 ] ]
    ]

let dys = constant [ [ 2.0; 3.0; -3.0; 9.0 ]; [ -8.0; 1.0; 4.0; 6.0 ] ]

printfn ""
printfn "the case of the slides, N = 2, D = 3, M = 4"

ys
|> eval slide
|> expectMatrix "Y" [ [ -1.0; -1.0; 2.0; 6.0 ]; [ 5.0; 2.0; 11.0; 7.0 ] ]

let dxs, dws = ys |> vjp [ xs; ws ] dys |> evalMany slide |> pair

dxs |> expectMatrix "dX" [ [ 0.0; 16.0; -9.0 ]; [ -24.0; 9.0; -30.0 ] ]

dws
|> expectMatrix
    "dW"
    [
        [ 28.0; 3.0; -18.0; 0.0 ]
        [ -30.0; 7.0; 13.0; 33.0 ]
        [ -22.0; -7.0; 17.0; -15.0 ]
    ]

// The bias. In X W + b one vector b is added to every row: it is copied N times. A copy gate adds, so db is the sum of the rows of dY, column by column.
// The same holds for whatever is broadcast.
let b = vector "b" 4
printfn ""
printfn "the bias is copied into each row, so its gradient is the sum over the rows"

ys + b
|> vjp [ b ] dys
|> evalMany slide
|> expectAll "db" [ -6.0; 4.0; 1.0; 15.0 ]

// The small rules around it. Each gate that only moves numbers moves gradients back; each that sums spreads them.
let m = matrix "M" 2 2
let there = [ m => [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ] ]

let back (upstream: NDArray<float>) (gate: Expr) =
    gate |> vjp [ m ] (constant upstream) |> List.head |> eval there

printfn ""
printfn "other gates of a 2 by 2 matrix M"

back (NDArray.ofRows [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]) (transpose m)
|> expectMatrix "transpose: the gradient is transposed, upstream [[1, 2], [3, 4]]" [ [ 1.0; 3.0 ]; [ 2.0; 4.0 ] ]

back (ndarray [ 1.0; 2.0; 3.0; 4.0 ]) (reshape [ 4 ] m)
|> expectMatrix "reshape: it is reshaped back, upstream (1, 2, 3, 4)" [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]

back (ndarray 1.0) (sum m)
|> expectMatrix "sum: it is spread, upstream 1" [ [ 1.0; 1.0 ]; [ 1.0; 1.0 ] ]

back (ndarray 1.0) (mean m)
|> expectMatrix "mean: it is spread and divided, upstream 1" [ [ 0.25; 0.25 ]; [ 0.25; 0.25 ] ]

// Rows or columns? The lecture's program writes x.dot(w1), one example in each row. CS231n's notes also write D = W X, one example in each column. Then
// dW = dD X' and dX = W' dD. It is the same rule transposed, and we can test one against the other: W X is (X' W')'.
let columns = matmul w (transpose xs)

let byColumns =
    columns
    |> vjp [ w; xs ] (constant [ [ 1.0; -1.0 ]; [ 2.0; 0.5 ] ])
    |> evalMany
        [
            w => [ [ 1.0; 0.0; -1.0 ]; [ 2.0; 1.0; 0.0 ] ]
            xs => [ [ 2.0; 1.0; -3.0 ]; [ -3.0; 4.0; 2.0 ] ]
        ]

printfn ""
printfn "examples in columns, D = W X"

byColumns[0]
|> expectMatrix "dW = dD X'" [ [ 5.0; -3.0; -5.0 ]; [ 2.5; 4.0; -5.0 ] ]

byColumns[1]
|> expectMatrix "dX = W' dD, transposed" [ [ 5.0; 2.0; -1.0 ]; [ 0.0; 0.5; 1.0 ] ]

printfn ""

let mixed =
    sum (square (matmul x w + constant [ 1.0; 2.0; 3.0 ]) * constant dy)
    + mean (transpose x)

check mixed at |> gradientCheck

let size random = 1 + int (between 0.0 5.0 random)

law "a gradient has the shape of its value, dX = dY W' and dW = X' dY" (fun random ->
    let n, d, m = size random, size random, size random
    let x, w = matrix "X" n d, matrix "W" d m
    let dy = constant (randomArray random [ n; m ])
    let at = [ x => randomArray random [ n; d ]; w => randomArray random [ d; m ] ]
    let found = matmul x w |> vjp [ x; w ] dy |> evalMany at

    List.map NDArray.shape found = [ [ n; d ]; [ d; m ] ]
    && List.forall2 same found (evalMany at [ matmul dy (transpose w); matmul (transpose x) dy ]))

law "both layouts are one: for D = W X, dW = dD X' and dX = W' dD, as X' W' says by transposition" (fun random ->
    let n, d, m = size random, size random, size random
    let w, x = matrix "W" m d, matrix "X" d n
    let dd = constant (randomArray random [ m; n ])
    let at = [ w => randomArray random [ m; d ]; x => randomArray random [ d; n ] ]
    let byColumns = matmul w x |> vjp [ w; x ] dd
    let byRows = matmul (transpose x) (transpose w) |> vjp [ w; x ] (transpose dd)
    let byRule = [ matmul dd (transpose x); matmul (transpose w) dd ]

    List.forall2 same (evalMany at byColumns) (evalMany at byRule)
    && List.forall2 same (evalMany at byRows) (evalMany at byRule))
