// Lesson 4. How large is a gate? A sigmoid neuron, taken apart and whole.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 4: how large is a gate?"

// "Atomic computational steps", says the lecture. But what is atomic? Whatever you can differentiate: you choose.
// Take a neuron with two inputs, f = sigmoid(w0 x0 + w1 x1 + w2), and sigmoid(t) = 1 / (1 + e^-t).
let w0, w1, w2 = scalar "w0", scalar "w1", scalar "w2"
let x0, x1 = scalar "x0", scalar "x1"

let at = [ w0, 2.0; w1, -3.0; w2, -3.0; x0, -1.0; x1, -2.0 ]

// Taken apart, down to the last step that has a name:
let dot = w0 * x0 + w1 * x1 + w2
let negated = -dot
let grown = exp negated
let denominator = 1.0 + grown
let apart = reciprocal denominator

printfn ""
printfn "taken apart: f = 1 / (1 + e^-dot), w = (2, -3, -3), x = (-1, -2)"
let traceApart = explain apart at
printf "%s" (Trace.text traceApart)
dot |> eval at |> expect "dot" 1.0
apart |> eval at |> expect "f" 0.731059

// Follow the gradient backwards through the four gates of the sigmoid. The course's notes print -0.53 for the first, rounded; in full:
let gradient wrt = apart |> grad wrt |> evalMany at
printfn ""
gradient [ denominator ] |> expectAll "out of the 1/x gate" [ -0.534447 ]
gradient [ grown ] |> expectAll "out of the 1+x gate" [ -0.534447 ]
gradient [ negated ] |> expectAll "out of the exp gate" [ -0.196612 ]
gradient [ dot ] |> expectAll "out of the -x gate, ddot" [ 0.196612 ]

gradient [ w0; w1; w2 ] |> expectAll "dw" [ -0.196612; -0.393224; 0.196612 ]

gradient [ x0; x1 ] |> expectAll "dx" [ 0.393224; -0.589836 ]

// The four gates make one function, whose derivative on paper is short: sigmoid' = sigmoid (1 - sigmoid). So make it one gate. A gate that knows
// a closed formula does in one step what the four did, with fewer rounding errors: e^-t overflows for t = -1000, a sigmoid gate need not.
predict "with one sigmoid gate, which of these numbers change?"
printfn "  None: it is the same function, so it has the same value and the same gradient."
let whole = sigmoid dot
let traceWhole = explain whole at
printf "%s" (Trace.text traceWhole)
whole |> eval at |> expect "f" 0.731059

whole
|> grad [ w0; w1; w2; x0; x1 ]
|> evalMany at
|> expectAll "(dw, dx), the same" [ -0.196612; -0.393224; 0.196612; 0.393224; -0.589836 ]

let nodes (trace: BackwardTrace) = trace.Nodes.Count

promise
    $"taken apart {nodes traceApart} nodes, with one sigmoid gate {nodes traceWhole}"
    (nodes traceApart > nodes traceWhole)

// The nodes in between are gone, and with them the gradients of nodes that nobody asked for. So the size of gates is a matter of convenience and of
// speed; the gradient does not depend on it. Larger still: a whole layer is one node in the picture of a large network.
//
// Look at the sizes once more: f is 0.73, and the local gradient of the sigmoid is f (1 - f) = 0.73 times 0.27. It is never more than 1/4. Lesson 6 is about what that does
// to deep networks.
printfn ""
printfn "far to the left, at dot = -1000"
let t = scalar "t"
let sigmoidApart = reciprocal (1.0 + exp -t)

sigmoid t
|> grad [ t ]
|> evalMany [ t => -1000.0 ]
|> expectAll "derivative of one sigmoid gate" [ 0.0 ]

promise
    "taken apart, e^1000 is infinite, and the derivative is lost"
    (sigmoidApart
     |> grad [ t ]
     |> evalMany [ t => -1000.0 ]
     |> List.forall (fun slope -> System.Double.IsNaN(NDArray.toScalar slope)))

printfn ""
check apart at |> gradientCheck

law "taken apart or whole, value and gradient are the same" (fun random ->
    let inputs = [ w0; w1; w2; x0; x1 ]
    let here = [ for input in inputs -> input, between -3.0 3.0 random ]

    let all f =
        f :: grad inputs f |> evalMany here |> List.map NDArray.toScalar

    List.forall2 close (all apart) (all whole))
