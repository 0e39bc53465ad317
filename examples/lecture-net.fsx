// The lecture's two-layer network, trained by 2,000 steps of gradient descent: its ~20 lines of NumPy, gradients found instead of derived.
#load "load.fsx"

open FunctionalGrad.Dsl

// Define the network
let n, dIn, h, dOut = 64, 1000, 100, 10
let randn = Initializer.Normal 1.0
let x, y = input "x" [ n; dIn ], input "y" [ n; dOut ]
let w1, w2 = parameter "w1" [ dIn; h ] randn, parameter "w2" [ h; dOut ] randn

// Forward pass
let hidden = sigmoid (matmul x w1)
let predicted = matmul hidden w2
let loss = predicted |> squaredError y

// Gradient descent
let xs, ys =
    NDArray.draw randn 0 "x" [ n; dIn ], NDArray.draw randn 0 "y" [ n; dOut ]

let data = [ x => xs; y => ys ]
let step = loss |> trainingStep (gradientDescent 1e-4) []
let start = step |> initialState 0

for state in step |> run data start |> Seq.take 2000 do
    if state.Step = 1L || state.Step % 500L = 0L then
        printfn "step %4d  loss %.2f" state.Step state.Loss

// The lecture's gradients, derived by hand, in MathNet's matrices
let byHand =
    let x, y = NDArray.toMatrix xs, NDArray.toMatrix ys

    let w1, w2 =
        NDArray.toMatrix start.Parameters["w1"], NDArray.toMatrix start.Parameters["w2"]

    let h = (x * w1).Map(fun s -> 1.0 / (1.0 + exp -s))
    let gradPredicted = 2.0 * (h * w2 - y)
    let gradW2 = h.Transpose() * gradPredicted
    let gradH = gradPredicted * w2.Transpose()
    let gradW1 = x.Transpose() * gradH.Map2((fun g h -> g * h * (1.0 - h)), h)
    [ gradW1; gradW2 ]

let found =
    loss |> grad [ w1; w2 ] |> List.map (evalIn start data >> NDArray.toMatrix)

for name, hand, found in List.zip3 [ "w1"; "w2" ] byHand found do
    let error = (found - hand).FrobeniusNorm() / hand.FrobeniusNorm()
    printfn "gradient of %s: norm %.6g, as derived by hand to 1e-10: %b" name (found.FrobeniusNorm()) (error < 1e-10)
