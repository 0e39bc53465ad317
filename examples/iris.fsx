// Fisher's irises: three classes from four measurements, a small network, trained on 120 flowers and tested on 30.
#load "load.fsx"

open System.IO
open FunctionalGrad
open FunctionalGrad.Dsl

let table =
    Csv.Load(Path.Combine(__SOURCE_DIRECTORY__, "data", "iris.csv"), headerLines = 1)

let species = table.Headers[0] |> Seq.skip 2 |> List.ofSeq
let values = NDArray.toArray2D table.Values
let flowers = [| for i in 0..149 -> values[i, *] |]

// Every fifth flower is held out: ten of each class.
let part keep =
    let rows = flowers |> Array.indexed |> Array.filter (fst >> keep) |> Array.map snd
    rows |> Array.map (Array.take 4), rows |> Array.map (fun row -> int row[4])

let (trainX, trainY), (testX, testY) =
    part (fun i -> i % 5 <> 0), part (fun i -> i % 5 = 0)

let model = dense "hidden" 4 16 >> tanh >> dense "output" 16 3

let x, labels = input "x" [ 30; 4 ], input "labels" [ 30 ]
let scores = model (x - constant [ 5.8; 3.1; 3.8; 1.2 ])
let loss = scores |> softmaxCrossEntropy labels
let cost = loss + 1e-4 * l2 (weights loss)

let step = cost |> trainingStep (adam 0.02) [ accuracy labels scores ]
let batches = minibatches [ x => trainX; labels => trainY ]
let trained = step |> runOver batches (initialState 1 step) |> Seq.item 399

let predicted =
    scores
    |> evalIn trained [ x => testX ]
    |> NDArray.toArray2D
    |> fun scores -> [| for i in 0..29 -> Array.maxBy (fun j -> scores[i, j]) [| 0..2 |] |]

let pairs = Array.zip testY predicted
let right = pairs |> Array.filter (fun (actual, guess) -> actual = guess)
printfn "test accuracy %.3f (%d of %d)" (float right.Length / 30.0) right.Length pairs.Length
printfn "confusion matrix (rows: class, columns: prediction)"

for actual in 0..2 do
    let count guess =
        pairs |> Array.filter ((=) (actual, guess)) |> Array.length

    printfn "  %-10s  %2d  %2d  %2d" species[actual] (count 0) (count 1) (count 2)
