// MathNet's minimisers with exact derivatives: Rosenbrock's valley by BFGS and Newton, a decay fitted by Levenberg-Marquardt.
#load "load.fsx"

open MathNet.Numerics.Optimization
open FunctionalGrad.Dsl

// f = (1 - x)^2 + 100 (y - x^2)^2 has its minimum 0 at (1, 1)
let x, y = scalar "x", scalar "y"
let rosenbrock = (1 - x) ** 2 + 100 * (y - x ** 2) ** 2
let valley = rosenbrock |> objective [ x, -1.2; y, 1.0 ]

let show name (found: MinimizationResult) =
    let at, f = found.MinimizingPoint, found.FunctionInfoAtMinimum
    printfn "%-7s minimum at (%.6f, %.6f)" name at[0] at[1]
    printfn "        value below 1e-12: %b, gradient below 1e-6: %b" (f.Value < 1e-12) (f.Gradient.L2Norm() < 1e-6)

BfgsMinimizer(1e-9, 1e-9, 1e-9).FindMinimum(valley.WithGradient(), valley.Start)
|> show "BFGS"

NewtonMinimizer(1e-9, 100).FindMinimum(valley.WithHessian(), valley.Start)
|> show "Newton"

// observed = a exp(-b t) and a little noise
let t = [ 0.0; 1.0; 2.0; 3.0; 4.0; 5.0 ]
let observed = [ 2.02; 1.20; 0.75; 0.44; 0.27; 0.17 ]
let a, b = scalar "a", scalar "b"

let decay = a * exp (-b * constant t) |> leastSquares observed [ a, 1.0; b, 1.0 ]

let fit =
    LevenbergMarquardtMinimizer().FindMinimum(decay.WithJacobian(), decay.Start)

printfn "Levenberg-Marquardt: a = %.4f, b = %.4f" fit.MinimizingPoint[0] fit.MinimizingPoint[1]
