namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit

/// Strong zeros: what lies in the dead branch of a select contributes exactly 0, whatever infinities and NaN it holds.
type DeadBranchLaws() =
    let requireZero (g: NDArray<float>) =
        if elements g |> Array.exists (fun x -> x <> 0.0 || Double.IsNaN x) then
            Law.broken $"the dead branch contributes {g}"

    /// Copies, moves and sums on the way from the select to the output.
    let onTheWay (x: Expr) =
        let flat = Expr.Reshape(x, shapeOf [| x.Shape.Size; 1 |])
        let copies = Expr.Broadcast(flat, shapeOf [| x.Shape.Size; 3 |])

        Recipe.weighted (
            Expr.Sum(copies, intsOf [| 1 |])
            + Expr.Reshape(flat, shapeOf [| x.Shape.Size |])
        )

    let gradient (f: Expr) (circuit: Circuit) =
        Gradients.values (Differentiate.Gradient(f, circuit.Inputs)) circuit.Inputs circuit.Point

    [<Fact>]
    member _.``a graph in a dead branch has gradient exactly zero``() =
        Law.forAllGraphs true (fun circuit ->
            let dead = circuit.Outputs[0]
            let never = Expr.Zeros dead.Shape

            for f in
                [
                    Expr.Where(never, dead, 1.0)
                    Expr.Where(never + 1, Expr.Ones dead.Shape, dead)
                ] do
                gradient (onTheWay f) circuit |> Array.iter requireZero)

    [<Fact>]
    member _.``a dead branch leaves the gradient of the living one alone``() =
        Law.forAllGraphs true (fun circuit ->
            let dead = circuit.Outputs[0]
            let x = inputOf "alive" dead.Shape
            let at = Gradients.direction (Random 4) [ dead.Shape ]
            let alive = Expr.Sin x * 2.0

            let f =
                onTheWay (Expr.Where(Expr.op_LessThan (x * x + 1.0, 0.5), dead * alive, alive))

            let inputs = Array.append circuit.Inputs [| x |]
            let point = Array.append circuit.Point at
            let found = Gradients.values (Differentiate.Gradient(f, inputs)) inputs point

            let expected =
                Gradients.values (Differentiate.Gradient(onTheWay alive, [| x |])) [| x |] at

            found |> Array.truncate circuit.Inputs.Length |> Array.iter requireZero
            Gradients.agree "the living branch" 1.0 [| Array.last found |] expected)

    [<Fact>]
    member _.``a condition that is NaN further down does not wake a dead branch``() =
        let x = inputOf "x" Shape.Scalar
        let f = Expr.Where(Expr.Constant 0.0, Expr.Pow(Expr.Constant nan, x), 1.0)
        let gradient = Differentiate.Gradient(f, [| x |])[0]
        Assert.Equal(0.0, Evaluate.Value(gradient, Binding<float>(x, NDArray<float>.Scalar 1.0)).ToScalar())
