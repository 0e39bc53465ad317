// Lesson 3. Patterns of gradient flow: add, mul, copy and max gates.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 3: add, mul, copy and max gates"

// Four gates explain most of what gradients do. Let dL/dz = u be the upstream gradient, the one that arrives at the gate's output z. Here the loss is
// L = 2 z for each gate, so u is 2.
let x, y, z, w = scalar "x", scalar "y", scalar "z", scalar "w"
let at = [ x, 3.0; y, -4.0 ]

let downstream (gate: Expr) =
    2.0 * gate |> grad [ x; y ] |> evalMany at

// Add gate: gradient distributor.
//   z = x + y     local dz/dx = 1, dz/dy = 1     downstream dL/dx = u 1, dL/dy = u 1
printfn ""
printfn "add gate: gradient distributor, z = x + y at (3, -4), u = 2"
downstream (x + y) |> expectAll "(u 1, u 1)" [ 2.0; 2.0 ]

// Mul gate: swap multiplier.
//   z = x y       local dz/dx = y, dz/dy = x     downstream dL/dx = u y, dL/dy = u x
// Mind what that means: when x is large, y gets a large gradient. The size of the data scales the gradient of the weights, which is why inputs are standardised.
printfn ""
printfn "mul gate: swap multiplier, z = x y at (3, -4), u = 2"
downstream (x * y) |> expectAll "(u y, u x)" [ -8.0; 6.0 ]

// Max gate: gradient router. All of u goes to the larger input, 0 to the other.
//   z = max(x, y) local dz/dx = 1 if x > y else 0, dz/dy = 0 if x > y else 1
//                 downstream dL/dx = u if x > y else 0, dL/dy = 0 if x > y else u
printfn ""
printfn "max gate: gradient router, z = max(x, y) at (3, -4), u = 2"
downstream (max x y) |> expectAll "(u, 0)" [ 2.0; 0.0 ]

// Copy gate: gradient adder. Two copies of one input; in a graph that is a node used twice. There are two upstream gradients, dL/dz1 = u1 and
// dL/dz2 = u2, and what comes back on the two wires is added. Here L = 2 z1 + 5 z2.
//   z1 = x, z2 = x  local dz1/dx = 1, dz2/dx = 1  downstream dL/dx = dL/dz1 dz1/dx + dL/dz2 dz2/dx = u1 + u2
printfn ""
printfn "copy gate: gradient adder, z1 = x, z2 = x, u1 = 2, u2 = 5"
let z1, z2 = scalar "z1", scalar "z2"
let apart = 2.0 * z1 + 5.0 * z2
let copied = apart |> substitute [ z1, x; z2, x ]

apart
|> grad [ z1; z2 ]
|> evalMany [ z1, 3.0; z2, 3.0 ]
|> expectAll "(u1, u2)" [ 2.0; 5.0 ]

copied |> grad [ x ] |> evalMany [ x => 3.0 ] |> expectAll "u1 + u2" [ 7.0 ]

// Three of them in one circuit: f = 2 (x y + max(z, w)). The last column of the trace names the role of each gate. It is not a label: it is read off the local
// derivatives. The max gate's are written by cases: 1 if z > w else 0, as above, and half of it at a tie, which comes below.
printfn ""
printfn "f = 2 (x y + max(z, w)) at x = 3, y = -4, z = 2, w = -1"
let f = 2.0 * (x * y + max z w)
let here = [ x, 3.0; y, -4.0; z, 2.0; w, -1.0 ]
printf "%s" (explain f here |> Trace.text)
f |> eval here |> expect "f" -20.0

f
|> grad [ x; y; z; w ]
|> evalMany here
|> expectAll "(dx, dy, dz, dw)" [ -8.0; 6.0; 2.0; 0.0 ]

// The lecture's notes show single nodes, q = x + y and p = q x. Put together they use x twice, and the notes pass over it: the smallest circuit in which two paths
// lead back to one input. Forgetting one of the paths is the commonest mistake of gradients derived by hand.
predict "p = q x with q = x + y, at x = 2, y = 3. What is dp/dx? (It is not q.)"
let p = (x + y) * x
let there = [ x, 2.0; y, 3.0 ]
printf "%s" (explain p there |> Trace.named [ x + y, "q"; p, "p" ] |> Trace.text)
p |> eval there |> expect "p" 10.0

p |> grad [ x; y ] |> evalMany there |> expectAll "(dx, dy)" [ 7.0; 2.0 ]

// dx = 5 + 2: 5 arrives along the direct wire, where q is the other factor, and 2 by way of q. Another with a fork, e = (a + b)(b + 1):
printfn ""
printfn "e = (a + b)(b + 1) at a = 2, b = 1"
let a, b = scalar "a", scalar "b"
let e = (a + b) * (b + 1.0)
e |> eval [ a, 2.0; b, 1.0 ] |> expect "e" 6.0

e
|> grad [ a; b ]
|> evalMany [ a, 2.0; b, 1.0 ]
|> expectAll "(da, db)" [ 2.0; 5.0 ]

// The notes leave a question open: in z = max(x, y), what if x = y? Their formulas give everything to y, but a function has no slope at a corner: measure it.
// To the right max(x, 2) rises with slope 1, to the left it is flat; the central difference is halfway.
printfn ""
printfn "what if x == y? max(x, y) at x = 2, y = 2"
let larger = max x y
let tie = [ x, 2.0; y, 2.0 ]

let value dx =
    larger |> eval [ x, 2.0 + dx; y, 2.0 ] |> NDArray.toScalar

let h = 1.0 / 1024.0
printfn "  forward difference %s" (number ((value h - value 0.0) / h))
printfn "  backward difference %s" (number ((value 0.0 - value -h) / h))
printfn "  central difference %s" (number ((value h - value -h) / (2.0 * h)))
promise "they are 1, 0 and 0.5" (value h - value 0.0 = h && value -h = value 0.0)

// Every number from 0 to 1 is a slope of a line that touches the corner without crossing it: a subgradient. This library takes the one of least norm
// for the pair: a half each. You may choose otherwise, and then all goes to one.
larger
|> grad [ x; y ]
|> evalMany tie
|> expectAll "a tie is split (dx, dy)" [ 0.5; 0.5 ]

maxFirst x y
|> grad [ x; y ]
|> evalMany tie
|> expectAll "maxFirst (dx, dy)" [ 1.0; 0.0 ]

maxSecond x y
|> grad [ x; y ]
|> evalMany tie
|> expectAll "maxSecond (dx, dy)" [ 0.0; 1.0 ]

// A maximum over k numbers that are all the largest gives each of them a k-th. (`maxError` refuses: a gradient at a tie is then an error.)
let v = vector "v" 4

maxOver [ 0 ] v
|> grad [ v ]
|> evalMany [ v => [ 2.0; 1.0; 2.0; 2.0 ] ]
|> expectAll "max(2, 1, 2, 2) over its elements" [ 1.0 / 3.0; 0.0; 1.0 / 3.0; 1.0 / 3.0 ]

// Whatever the choice, the parts must add up to 1. max(x, x) is x, and a copy gate adds the parts: its derivative must be 1. Formulas that give both inputs
// everything at a tie would make it 2.
max x x
|> grad [ x ]
|> evalMany [ x => 2.0 ]
|> expectAll "dmax(x, x)/dx" [ 1.0 ]

// relu(x) is max(0, x), but it is a gate of its own here: at 0 its derivative is 0, as everywhere in practice, and not the half of a tie.
relu x
|> grad [ x ]
|> evalMany [ x => 0.0 ]
|> expectAll "drelu(x)/dx at 0" [ 0.0 ]

max x 0.0
|> grad [ x ]
|> evalMany [ x => 0.0 ]
|> expectAll "dmax(x, 0)/dx at 0" [ 0.5 ]

printfn ""
check f here |> gradientCheck

law "the parts of a tie add up to 1, whoever gets them" (fun random ->
    let c = between -3.0 3.0 random

    [ larger; maxFirst x y; maxSecond x y ]
    |> List.forall (fun gate ->
        let parts = gate |> grad [ x; y ] |> evalMany [ x, c; y, c ]
        List.sumBy NDArray.toScalar parts = 1.0))

law "a copy gate adds: d g(x, x)/dx is dg/dz1 + dg/dz2 at z1 = z2 = x" (fun random ->
    let c, k = between -2.0 2.0 random, between -2.0 2.0 random
    let g = z1 * sigmoid (k * z2) + tanh (z1 + z2)
    let parts = g |> grad [ z1; z2 ] |> evalMany [ z1, c; z2, c ]

    let whole =
        g |> substitute [ z1, x; z2, x ] |> grad [ x ] |> List.head |> eval [ x => c ]

    close (NDArray.toScalar whole) (List.sumBy NDArray.toScalar parts))
