// Lesson 2. The first circuit, and the chain rule.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 2: the first circuit, and the chain rule"

// The problem. A network's loss has thousands of weights, and we want the gradient, that is the derivative with respect to each of them. Deriving it on
// paper is tedious and easy to get wrong, it must be done again for every change of the loss or of an activation function, and for a deep network
// nobody can do it at all. What if a program found the gradient, of any configuration of the network?
//
// The solution. Write the function as a computational graph: small atomic steps, each of which anybody can differentiate, joined left to right from
// the inputs to the output. Then
//   - the forward pass goes from left to right and computes the value of every node,
//   - the backward pass goes from right to left and computes the gradient of the output with respect to every node.
// A few standard nodes, each defined once with its value and its derivative, are enough: stack them, and the chain rule backpropagates through the stack.
//
// f = (x + y) z has two steps, an add gate and a mul gate. We give the first one a name, q.
let x, y, z = scalar "x", scalar "y", scalar "z"
let q = x + y
let f = q * z
let at = [ x, -2.0; y, 5.0; z, -4.0 ]

printfn ""
printfn "forward, left to right, at x = -2, y = 5, z = -4"
q |> eval at |> expect "q" 3.0
f |> eval at |> expect "f" -12.0

// Backward. Start at the output: df/df is 1, for f moves exactly as much as f moves. A gate that has received the gradient of its output, its
// upstream gradient, hands to each of its inputs a downstream gradient:
//
//   downstream = upstream times local
//
// and local is the derivative of the gate's output with respect to that input, which the gate knows by itself. This is the chain rule:
// df/dx = df/dq times dq/dx. If f moves -4 times as much as q, and q as much as x, then f moves -4 times as much as x.
//
// `explain` writes all of it down. Read the left table from top to bottom, the right one step by step.
printfn ""
let trace = explain f at |> Trace.named [ (q, "q") ]
printf "%s" (Trace.text trace)

// The same numbers, by the function that training uses.
printfn ""
printfn "backward, right to left"
f |> grad [ f ] |> evalMany at |> expectAll "df/df" [ 1.0 ]
f |> grad [ z ] |> evalMany at |> expectAll "df/dz" [ 3.0 ]
f |> grad [ q ] |> evalMany at |> expectAll "df/dq" [ -4.0 ]
f |> grad [ x ] |> evalMany at |> expectAll "df/dx" [ -4.0 ]
f |> grad [ y ] |> evalMany at |> expectAll "df/dy" [ -4.0 ]

// Each line of the trace is one edge of the graph. Is its last number really upstream times local? Let us ask all of them.
let edges =
    [
        for event in trace.Events do
            for edge in event.Edges -> event, edge
    ]

let isProduct (event: BackwardEvent, edge: BackwardEdge) =
    match edge.Local, edge.Contribution with
    | NonNull local, NonNull contribution ->
        match local.Value with
        | NonNull value -> value.ToScalar() * event.Upstream.ToScalar() = contribution.ToScalar()
        | Null -> false
    | _ -> false

promise "on every edge, downstream is upstream times local" (edges.Length = 4 && List.forall isProduct edges)

predict "z becomes +4 and all else stays. What are df/dx and df/dz now?"

f
|> grad [ x; z ]
|> evalMany [ x, -2.0; y, 5.0; z, 4.0 ]
|> expectAll "(df/dx, df/dz)" [ 4.0; 3.0 ]

// Another function, another gradient, and nothing to derive: the graph is all that changed. This is what makes it possible to try out a
// different loss, or a different activation function, in a minute.
printfn ""
printfn "another function of the same q: g = tanh(q) z"

tanh q * z
|> grad [ x; z ]
|> evalMany [ x, -2.0; y, 2.0; z, -4.0 ]
|> expectAll "(dg/dx, dg/dz) at q = 0" [ -4.0; 0.0 ]

printfn ""
check f at |> gradientCheck

// Two laws of the backward pass. It starts from 1; and it is linear in what it starts from: with the upstream gradient a u + b v it gives a times
// what it gives for u, plus b times what it gives for v. (It must be: at each gate the upstream gradient is multiplied by a number, and where paths meet, products
// are added.) `vjp` is the backward pass with an upstream gradient of our choice.
let point random =
    [ for input in [ x; y; z ] -> input, between -3.0 3.0 random ]

law "the gradient of the output with respect to itself is 1" (fun random ->
    let g = f + sigmoid q * z
    g |> grad [ g ] |> evalMany (point random) |> List.map NDArray.toScalar = [ 1.0 ])

law "the backward pass is linear in the gradient that it starts from" (fun random ->
    let at, a, b = point random, between -2.0 2.0 random, between -2.0 2.0 random
    let u, v = between -2.0 2.0 random, between -2.0 2.0 random

    let from (upstream: float) =
        sin f * q
        |> vjp [ x; y; z ] (constant upstream)
        |> evalMany at
        |> List.map NDArray.toScalar

    List.forall2 close (from (a * u + b * v)) (List.map2 (fun du dv -> a * du + b * dv) (from u) (from v)))
