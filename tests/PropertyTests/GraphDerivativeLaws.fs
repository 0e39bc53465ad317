namespace FunctionalGrad.PropertyTests

open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit
open Xunit.Abstractions

/// Laws of the derivatives of random graphs.
type GraphDerivativeLaws(output: ITestOutputHelper) =
    /// Runs a law that counts what it compared, and requires that it seldom could not tell.
    let counted law =
        let tally = Tally()
        Law.ofGraphs (law tally)
        output.WriteLine $"{tally}"
        Assert.True(tally.Silent * 5 <= tally.Told, $"{tally}")

    [<Fact>]
    member _.``the gradient check passes``() =
        let mutable openCases, vacuous = 0, 0

        Law.ofGraphs (fun circuit ->
            let report =
                GradientCheck.Of(circuit.Scalar, Array.ofSeq circuit.Bindings).RequireNoFailure()

            match report.Verdict with
            | :? Verdict.Inconclusive -> openCases <- openCases + 1
            | verdict when not (isNull verdict.Why) -> vacuous <- vacuous + 1
            | _ -> ())

        output.WriteLine $"of {Law.graphs} graphs {openCases} inconclusive, {vacuous} vacuous"
        Assert.True(openCases * 20 <= Law.graphs + 20, $"{openCases} of {Law.graphs} inconclusive")

    [<Fact>]
    member _.``the gradient check accuses nobody at infinities, NaN, ties and huge numbers``() =
        let tally = Tally()

        Law.ofWildGraphs (fun circuit ->
            let report =
                GradientCheck.Of(circuit.Scalar, Array.ofSeq circuit.Bindings).RequireNoFailure()

            if isNull report.Verdict.Why then
                tally.Compared()
            else
                tally.Skipped())

        output.WriteLine $"{tally}"
        Assert.True(tally.Told * 10 >= tally.Silent, $"{tally}")

    [<Fact>]
    member _.``the Hessian is symmetric``() =
        counted (fun tally circuit ->
            let u = direction 1 (shapesOf circuit.Inputs)
            let v = direction 2 (shapesOf circuit.Inputs)
            let gradient = gradientOf circuit circuit.Scalar

            let along first second =
                inner (gradientOf circuit (inner gradient first)) second

            agree "<u, Hv> and <v, Hu>" tally circuit [ along v u ] [ along u v ])

    [<Fact>]
    member _.``forward over reverse is reverse over reverse``() =
        counted (fun tally circuit ->
            let v = direction 3 (shapesOf circuit.Inputs)
            let gradient = gradientOf circuit circuit.Scalar
            let forward = circuit.Scalar |> hvp (Seq.zip circuit.Inputs (constants v))
            agree "Hv by forward and by reverse mode" tally circuit forward (gradientOf circuit (inner gradient v)))

    [<Fact>]
    member _.``forward mode is the adjoint of reverse mode``() =
        counted (fun tally circuit ->
            let y = circuit.Outputs[0]
            let u = direction 4 [ y.Shape ]
            let t = direction 5 (shapesOf circuit.Inputs)
            let pushed = y |> jvp (Seq.zip circuit.Inputs (constants t))
            let pulled = y |> vjp circuit.Inputs (constants u).[0]
            agree "<u, J t> and <J' u, t>" tally circuit [ inner [ pushed ] u ] [ inner pulled t ])

    [<Fact>]
    member _.``the pullback is linear in the cotangent``() =
        counted (fun tally circuit ->
            let y = circuit.Outputs[0]

            let u, v =
                (constants (direction 6 [ y.Shape ])).[0], (constants (direction 7 [ y.Shape ])).[0]

            let pull g = y |> vjp circuit.Inputs g
            let sum = List.map2 (fun (a: Expr) (b: Expr) -> 2.0 * a - 0.7 * b) (pull u) (pull v)
            agree "J'(2 u - 0.7 v) and 2 J'u - 0.7 J'v" tally circuit (pull (2.0 * u - 0.7 * v)) sum)

    [<Fact>]
    member _.``substitution obeys the chain rule``() =
        counted (fun tally circuit ->
            // f(h(x)) with h(x) = 0.7 x + sigmoid x: its gradient is h'(x) times the gradient of f at h(x).
            let h = [| for x in circuit.Inputs -> struct (x, 0.7 * x + sigmoid x) |]
            let gradient = gradientOf circuit (Substitute.In(circuit.Scalar, h))

            let expected =
                Seq.map2
                    (fun g x -> Substitute.In((g: Expr), h) * (0.7 + sigmoid x * sigmoid -x))
                    (gradientOf circuit circuit.Scalar)
                    circuit.Inputs

            agree "f(h(x))' and h'(x) f'(h(x))" tally circuit gradient expected)

    [<Fact>]
    member _.``a Jacobian by columns is the Jacobian by rows``() =
        counted (fun tally circuit ->
            let x, y = circuit.Inputs[0], circuit.Outputs[0]

            if x.Shape.Size * y.Shape.Size <= 400 then
                agree "by columns and by rows" tally circuit [ jacobianByForward x y ] [ jacobianByReverse x y ]
            else
                tally.Skipped())

    [<Fact>]
    member _.``stopGradient blocks``() =
        Law.ofGraphs (fun circuit ->
            let stopped = [| for x in circuit.Inputs -> struct (x, Expr.StopGradient x) |]

            for g in valuesAt circuit (gradientOf circuit (Substitute.In(circuit.Scalar, stopped))) do
                if elements g |> Array.exists (fun x -> x <> 0.0) then
                    Law.broken $"a gradient passed stopGradient: {g}"

            let tangents = constants (direction 10 (shapesOf circuit.Inputs))

            let pushed =
                Substitute.In(circuit.Scalar, stopped) |> jvp (Seq.zip circuit.Inputs tangents)

            if elements (valuesAt circuit [ pushed ]).[0] <> [| 0.0 |] then
                Law.broken "a tangent passed stopGradient"

            let half = circuit.Scalar + Expr.StopGradient(exp circuit.Scalar)

            if
                not (
                    same
                        (valuesAt circuit (gradientOf circuit half))
                        (valuesAt circuit (gradientOf circuit circuit.Scalar))
                )
            then
                Law.broken "a stopped term changed the gradient of the others")

    [<Fact>]
    member _.``a gradient has at most six times the nodes of its function``() =
        let mutable worst = 0.0, ""
        let mutable forwards, boths = 0.0, 0.0

        Law.ofGraphs (fun circuit ->
            let nodes outputs =
                float (Tape.Of(Array.ofSeq outputs)).Nodes.Count

            let forward = nodes [ circuit.Scalar ]

            let both = nodes (Seq.append [ circuit.Scalar ] (gradientOf circuit circuit.Scalar))

            forwards <- forwards + forward
            boths <- boths + both

            if both / forward > fst worst then
                worst <- both / forward, string circuit.Scalar

            if both > 6.0 * forward then
                Law.broken $"{forward} nodes, with the gradient {both}")

        output.WriteLine $"%.2f{boths / forwards} times on average; the worst: %.2f{fst worst} times\n{snd worst}"
        Assert.True(boths <= 4.0 * forwards, $"%.2f{boths / forwards} times on average")
