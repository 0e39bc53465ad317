// The F# of the README.
#load "load.fsx"

open FunctionalGrad.Dsl

let x, y, z = scalar "x", scalar "y", scalar "z"
let f = (x + y) * z
let at = [ x, -2.0; y, 5.0; z, -4.0 ]

printfn "%O" (f |> eval at) // -12
printfn "%A" (f |> grad [ x; y; z ] |> List.map (eval at)) // [-4; -4; 3]

let h = 1e-5 // df/dz again, by a central difference

let near dz =
    f |> eval [ x, -2.0; y, 5.0; z, -4.0 + dz ] |> NDArray.toScalar

printfn "%.6f" ((near h - near -h) / (2.0 * h)) // 3.000000

let report = check (f * tanh x) at // every derivative against differences that know their own error
printfn "%O" report.Verdict // pass
printfn "%d of %d derivatives are right" report.PassedCount report.Entries.Count // 3 of 3 derivatives are right

printfn "%O" (exp (-2.0 * x) |> grad [ x ] |> List.head) // (-2.0) * exp ((-2.0) * x): a gradient is an expression too

let images, labels = input "images" [ 32; 64 ], input "labels" [ 32 ]

let model = dense "hidden" 64 100 >> relu >> dense "output" 100 10 // Expr -> Expr: composition is function composition
let loss = model images |> softmaxCrossEntropy labels
let cost = loss + 1e-4 * l2 (weights loss) // the parameters are found in the graph
let step = cost |> trainingStep (adam 1e-3) [ accuracy labels (model images) ] // a pure function from state to state
printfn "%d parameters" (step.Parameters |> Seq.sumBy _.Shape.Size) // 7510 parameters
