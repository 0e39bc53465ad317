// Lesson 5. Staged computation: why nobody writes the whole derivative down.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 5: staged computation"

// f has no meaning; it is just unpleasant to differentiate by hand. The lecture's point: on paper this becomes infeasible for very complex models, while a
// program that knows the standard nodes goes on, however complex the model is.
let x, y = scalar "x", scalar "y"
let f = (x + sigmoid y) / (sigmoid x + square (x + y))
let at = [ x, 3.0; y, -4.0 ]

printfn ""
printfn "f = (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2) at x = 3, y = -4"
predict "how many numbers are added to make df/dx, and how many for df/dy?"
let trace = explain f at

let paths (input: Expr) =
    (trace.Nodes |> Seq.find (fun node -> node.Expr = input)).Paths

promise "three for df/dx, two for df/dy: one for each time that the input is used" (paths x = 3 && paths y = 2)
printfn ""
printf "%s" (Trace.text trace)
f |> eval at |> expect "f" 1.545645

// The trick is staging: give every intermediate result a name, and go back over the names in reverse order. Here is that program,
// made from the trace. The first half is the forward pass; the second mirrors it, one line per path, and dx and dy grow where a second path arrives. The number in
// brackets is the step of the trace.
printfn ""
printfn "the staged program"
printf "%s" (Trace.staged trace)

// x is used three times, so that three paths lead back to it: a copy gate, a gradient adder.
let arrivals (input: Expr) =
    [
        for event in trace.Events do
            for edge in event.Edges do
                match edge.Contribution with
                | NonNull contribution when edge.Into.Expr = input -> contribution
                | _ -> ()
    ]

printfn ""
printfn "what arrives"

arrivals x
|> expectAll "along three paths into x" [ 1.583187; -0.035762; 0.512144 ]

arrivals y |> expectAll "along two paths into y" [ 1.583187; 0.009046 ]
f |> grad [ x ] |> evalMany at |> expectAll "dx, their sum" [ 2.059570 ]
f |> grad [ y ] |> evalMany at |> expectAll "dy, their sum" [ 1.592233 ]

// Now the alternative: one formula for df/dx, with everything written out. It can be had: a gradient is an expression too. But written out
// it repeats its parts, and the parts repeat theirs: the expression swells. Staged, each part is computed once. We count the
// nodes of both for f with df/dx and df/dy: once with everything written out, once with what is shared counted once.
let staged (outputs: Expr list) = Tape.Of(outputs).Nodes.Count

let writtenOut (outputs: Expr list) =
    let tape = Tape.Of outputs
    let sizes = Array.zeroCreate<int64> tape.Nodes.Count

    for i in 0 .. sizes.Length - 1 do
        sizes[i] <- 1L + Array.sumBy (fun j -> sizes[j]) (tape.InputsOf(i).ToArray())

    tape.Outputs |> Seq.sumBy (fun i -> sizes[i])

let withGradient (f: Expr) = f :: grad [ x; y ] f

let report what outputs =
    printfn "  %s: %d nodes written out, %d staged" what (writtenOut outputs) (staged outputs)

printfn ""
printfn "df/dx as one formula; even so, the parts that it repeats have names"
printfn "%O" (f |> grad [ x ] |> List.head)
printfn ""
report "f alone" [ f ]
report "f, df/dx and df/dy" (withGradient f)

// Deeper, it is hopeless: put f into itself in place of x, again and again.
let deeper =
    Seq.unfold (fun g -> Some(g, f |> substitute [ (x, g) ])) f |> Seq.cache

for depth in [ 2; 4; 8 ] do
    report $"f in f, {depth} deep" (withGradient (Seq.item (depth - 1) deeper))

let size count depth =
    count (withGradient (Seq.item (depth - 1) deeper)) |> float

promise "each level multiplies what is written out by more than 3" (size writtenOut 8 > 3.0 * size writtenOut 7)

promise
    "and adds the same number of staged nodes every time"
    (size (staged >> int64) 8 - size (staged >> int64) 7 = size (staged >> int64) 5 - size (staged >> int64) 4)

// Modularity is the other gain. Another denominator, and nothing else changes: no new derivation.
printfn ""
printfn "the same with tanh in place of sigmoid(x)"
let g = (x + sigmoid y) / (tanh x + square (x + y))
check g at |> gradientCheck

printfn ""
check f at |> gradientCheck

// The contributions may arrive in any order, for a sum does not care. So a backward pass may visit the gates in any order in which each comes after all that it feeds.
law "the order in which contributions arrive does not matter" (fun random ->
    let here = [ x, between -3.0 3.0 random; y, between -3.0 3.0 random ]
    let trace = explain f here

    let parts =
        [|
            for event in trace.Events do
                for edge in event.Edges do
                    match edge.Contribution with
                    | NonNull contribution when edge.Into.Expr = x -> contribution.ToScalar()
                    | _ -> ()
        |]

    let shuffled = parts |> Array.sortBy (fun _ -> random.Next())
    let dx = f |> grad [ x ] |> List.head |> eval here |> NDArray.toScalar
    parts.Length = 3 && close (Array.sum shuffled) dx)
