namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit
open Xunit.Abstractions

/// Laws of the derivatives of random graphs.
type GraphDerivativeLaws(output: ITestOutputHelper) =
    let constants = Array.map (fun (value: NDArray<float>) -> Expr.Constant value)

    let shapes = Array.map (fun (x: Expr) -> x.Shape)

    /// Runs a law that counts what it compared, and requires that it seldom could not tell.
    let counted law =
        let tally = Tally()
        Law.forAllGraphs false (law tally)
        output.WriteLine $"{tally}"
        Assert.True(tally.Silent * 5 <= tally.Told, $"{tally}")

    /// Compares two lists of expressions where all values on both ways are finite.
    let agree what (tally: Tally) (left: Expr array) (right: Expr array) (circuit: Circuit) =
        let all = Gradients.allValues (Array.append left right) circuit.Inputs circuit.Point

        if Array.forall isFinite all then
            tally.Compared()

            Gradients.agree
                what
                (Gradients.largest all)
                (Gradients.values left circuit.Inputs circuit.Point)
                (Gradients.values right circuit.Inputs circuit.Point)
        else
            tally.Skipped()

    /// The inner product with constants, as an expression.
    let inner (xs: Expr seq) (weights: NDArray<float> seq) =
        Seq.map2 (fun (x: Expr) (w: NDArray<float>) -> Expr.Sum(x * Expr.Constant w)) xs weights
        |> Seq.reduce (fun a b -> a + b)

    [<Fact>]
    member _.``the gradient is that of differences``() =
        counted (fun tally circuit -> Gradients.check tally (Random 5) circuit.Scalar circuit.Inputs circuit.Point)

    [<Fact>]
    member _.``the Hessian times a vector is that of differences of the gradient``() =
        counted (fun tally circuit ->
            let random = Random 6
            let v = Gradients.direction random (shapes circuit.Inputs)
            let slope = inner (Differentiate.Gradient(circuit.Scalar, circuit.Inputs)) v
            Gradients.check tally random slope circuit.Inputs circuit.Point)

    [<Fact>]
    member _.``the Hessian is symmetric``() =
        counted (fun tally circuit ->
            let random = Random 7
            let u = Gradients.direction random (shapes circuit.Inputs)
            let v = Gradients.direction random (shapes circuit.Inputs)
            let gradient = Differentiate.Gradient(circuit.Scalar, circuit.Inputs)

            let along first second =
                inner (Differentiate.Gradient(inner gradient first, circuit.Inputs)) second

            agree "<u, Hv> and <v, Hu>" tally [| along v u |] [| along u v |] circuit)

    [<Fact>]
    member _.``forward over reverse is reverse over reverse``() =
        counted (fun tally circuit ->
            let v = Gradients.direction (Random 8) (shapes circuit.Inputs)
            let gradient = Differentiate.Gradient(circuit.Scalar, circuit.Inputs)
            let forward = Differentiate.Hvp(circuit.Scalar, circuit.Inputs, constants v)
            let reverse = Differentiate.Gradient(inner gradient v, circuit.Inputs)
            agree "Hv by forward and by reverse mode" tally (Array.ofSeq forward) (Array.ofSeq reverse) circuit)

    [<Fact>]
    member _.``forward mode is the adjoint of reverse mode``() =
        counted (fun tally circuit ->
            Gradients.adjoint tally (Random 9) circuit.Outputs[0] circuit.Inputs circuit.Point)

    [<Fact>]
    member _.``the pullback is linear in the cotangent``() =
        counted (fun tally circuit ->
            let y = circuit.Outputs[0]
            let random = Random 10
            let u = Expr.Constant((Gradients.direction random [ y.Shape ])[0])
            let v = Expr.Constant((Gradients.direction random [ y.Shape ])[0])

            let pull g =
                Differentiate.Vjp(y, g, circuit.Inputs) |> Array.ofSeq

            let sum =
                Array.map2 (fun (a: Expr) (b: Expr) -> 2.0 * a - 0.7 * b) (pull u) (pull v)

            agree "J'(2 u - 0.7 v) and 2 J'u - 0.7 J'v" tally (pull (2.0 * u - 0.7 * v)) sum circuit)

    [<Fact>]
    member _.``substitution obeys the chain rule``() =
        counted (fun tally circuit ->
            // f(h(z)) with h(z) = 0.7 z + sigmoid(z): its gradient is h'(z) times the gradient of f at h(z).
            let inner = circuit.Inputs |> Array.mapi (fun i x -> inputOf $"z{i}" x.Shape)
            let h = inner |> Array.map (fun z -> 0.7 * z + Expr.Sigmoid z)
            let replacements = Array.map2 (fun x h -> struct (x, h)) circuit.Inputs h
            let composed = Substitute.In(circuit.Scalar, replacements)

            let expected =
                Array.map2
                    (fun g z ->
                        Substitute.In((g: Expr), replacements)
                        * (0.7 + Expr.Sigmoid z * Expr.Sigmoid(-z)))
                    (Differentiate.Gradient(circuit.Scalar, circuit.Inputs) |> Array.ofSeq)
                    inner

            let gradient = Differentiate.Gradient(composed, inner) |> Array.ofSeq
            agree "f(h(z))' and h'(z) f'(h(z))" tally gradient expected { circuit with Inputs = inner })

    [<Fact>]
    member _.``a Jacobian by columns is the Jacobian by rows``() =
        counted (fun tally circuit ->
            let x, y = circuit.Inputs[0], circuit.Outputs[0]

            if x.Shape.Size * y.Shape.Size <= 400 then
                let by mode = Differentiate.Jacobian(y, x, mode)

                agree
                    "by columns and by rows"
                    tally
                    [| by JacobianMode.Forward |]
                    [| by JacobianMode.Reverse |]
                    circuit)

    [<Fact>]
    member _.``stopGradient blocks``() =
        Law.forAllGraphs false (fun circuit ->
            let stopped = circuit.Inputs |> Array.map (fun x -> struct (x, Expr.StopGradient x))
            let blocked = Substitute.In(circuit.Scalar, stopped)

            for g in Gradients.values (Differentiate.Gradient(blocked, circuit.Inputs)) circuit.Inputs circuit.Point do
                if elements g |> Array.exists (fun x -> x <> 0.0) then
                    Law.broken $"a gradient passed stopGradient: {g}"

            let half = circuit.Scalar + Expr.StopGradient(Expr.Exp circuit.Scalar)

            let gradient f =
                Gradients.values (Differentiate.Gradient(f, circuit.Inputs)) circuit.Inputs circuit.Point

            if not (Array.forall2 Gradients.same (gradient half) (gradient circuit.Scalar)) then
                Law.broken "a stopped term changed the gradient of the others")

    [<Fact>]
    member _.``a gradient has at most six times the nodes of its function``() =
        let mutable worst = 0.0, ""
        let mutable forwards, boths = 0.0, 0.0

        Law.forAllGraphs false (fun circuit ->
            let nodes outputs =
                float (Tape.Of(Array.ofSeq outputs)).Nodes.Count

            let forward = nodes [ circuit.Scalar ]

            let both =
                nodes (Seq.append [ circuit.Scalar ] (Differentiate.Gradient(circuit.Scalar, circuit.Inputs)))

            forwards <- forwards + forward
            boths <- boths + both

            if both / forward > fst worst then
                worst <- both / forward, string circuit.Scalar

            // The handful is for graphs of three or four nodes, which one long rule can fill: max of an extreme with itself.
            if both > 6.0 * forward + 8.0 then
                Law.broken $"{forward} nodes, with the gradient {both}")

        output.WriteLine $"%.2f{boths / forwards} times on average; the worst: %.2f{fst worst} times\n{snd worst}"
        Assert.True(boths <= 4.0 * forwards, $"%.2f{boths / forwards} times on average")
