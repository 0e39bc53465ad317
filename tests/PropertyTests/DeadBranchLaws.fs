namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit

/// Strong zeros: what lies in the dead branch of a select contributes exactly 0, whatever infinities and NaN it holds.
type DeadBranchLaws() =
    let requireZero (g: NDArray<float>) =
        if elements g |> Array.exists (fun x -> x <> 0.0 || Double.IsNaN x) then
            Law.broken $"the dead branch contributes {g}"

    /// Copies, moves and sums on the way from the select to the output.
    let onTheWay (x: Expr) =
        let flat = x |> reshape [ x.Shape.Size; 1 ]
        let copies = flat |> broadcast [ x.Shape.Size; 3 ]
        Circuit.Weighted(sumOver [ 1 ] copies + reshape [ x.Shape.Size ] flat)

    [<Fact>]
    member _.``a graph in a dead branch has gradient exactly zero``() =
        Law.ofWildGraphs (fun circuit ->
            let dead = circuit.Outputs[0]
            let never = zeros dead.Shape

            for f in [ Expr.Where(never, dead, 1.0); Expr.Where(never + 1, ones dead.Shape, dead) ] do
                gradientOf circuit (onTheWay f) |> valuesAt circuit |> Array.iter requireZero)

    [<Fact>]
    member _.``a dead branch leaves the gradient of the living one alone``() =
        Law.ofWildGraphs (fun circuit ->
            let dead = circuit.Outputs[0]
            let x = input "alive" dead.Shape
            let at = Binding<float>(x, (direction 4 [ dead.Shape ])[0])
            let alive = sin x * 2.0

            let f =
                onTheWay (Expr.Where(Expr.op_LessThan (x * x + 1.0, 0.5), dead * alive, alive))

            let values outputs =
                Evaluate.Values<float>(Array.ofSeq outputs, Seq.append circuit.Bindings [ at ])

            let found = f |> grad [ yield! circuit.Inputs; x ] |> values
            let expected = onTheWay alive |> grad [ x ] |> values
            found |> Seq.truncate circuit.Inputs.Count |> Seq.iter requireZero

            if not (Array.forall2 (near 1.0) (elements found[circuit.Inputs.Count]) (elements expected[0])) then
                Law.broken $"the living branch has {found[circuit.Inputs.Count]} and not {expected[0]}")

    [<Fact>]
    member _.``a condition that is NaN further down does not wake a dead branch``() =
        let x = scalar "x"
        let f = Expr.Where(constant 0.0, pow (constant nan) x, 1.0)
        Assert.Equal(0.0, (f |> grad [ x ]).Head |> eval [ x, 1.0 ] |> NDArray.toScalar)
