namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad

/// Checks of the derivatives of one expression at one point.
module Gradients =
    let private bind (inputs: Expr array) (point: NDArray<float> array) =
        Array.map2 (fun (x: Expr) value -> Binding<float>(x, value)) inputs point

    /// The values of several expressions.
    let values (outputs: Expr seq) inputs point =
        Evaluate.Values<float>(Array.ofSeq outputs, bind inputs point) |> Array.ofSeq

    /// The values of all nodes below the expressions.
    let allValues (outputs: Expr seq) inputs point =
        values (Seq.toArray (Tape.Of(Array.ofSeq outputs)).Nodes) inputs point

    /// The largest number among values, at least 1.
    let largest (values: NDArray<float> seq) =
        values |> Seq.collect elements |> Seq.map abs |> Seq.fold max 1.0

    /// Whether two arrays hold the same bits, every NaN being one NaN.
    let same (a: NDArray<float>) (b: NDArray<float>) =
        a.Shape.Equals b.Shape
        && Array.forall2
            (fun (x: float) (y: float) ->
                BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y
                || Double.IsNaN x && Double.IsNaN y)
            (elements a)
            (elements b)

    let dot (a: NDArray<float> array) (b: NDArray<float> array) =
        Seq.map2 (fun x y -> Array.map2 (*) (elements x) (elements y) |> Array.sum) a b
        |> Seq.sum

    /// A direction of signed numbers in the given shapes.
    let direction (random: Random) (shapes: Shape seq) =
        [|
            for shape in shapes -> arrayOf shape (Array.init shape.Size (fun _ -> Chance.signed random))
        |]

    let private unit (shapes: Shape array) which entry =
        shapes
        |> Array.mapi (fun i shape ->
            arrayOf shape (Array.init shape.Size (fun k -> if i = which && k = entry then 1.0 else 0.0)))

    /// One random direction, and every entry, or some where there are many.
    let private directions random (shapes: Shape array) =
        let entries =
            [|
                for i in 0 .. shapes.Length - 1 do
                    for k in 0 .. shapes[i].Size - 1 -> unit shapes i k
            |]

        [|
            direction random shapes
            yield! entries |> Chance.shuffled random |> Array.truncate 8
        |]

    /// The scalar with every stopGradient held at its value at the point, so that differences see what the gradient sees.
    let private held (scalar: Expr) inputs point =
        let stops (node: Expr) =
            match node with
            | :? Apply as apply -> obj.ReferenceEquals(apply.Primitive, Primitives.StopGradient)
            | _ -> false

        let stopped = Tape.Of([| scalar |]).Nodes |> Seq.filter stops |> Array.ofSeq

        let constants =
            Array.map2
                (fun node value -> struct (node, Expr.Constant(value: NDArray<float>)))
                stopped
                (values stopped inputs point)

        Substitute.In(scalar, constants)

    /// Requires the reverse-mode gradient of a scalar to agree with differences.
    let check (tally: Tally) random (scalar: Expr) (inputs: Expr array) point =
        let gradient = values (Differentiate.Gradient(scalar, inputs)) inputs point
        let differences = Differences(held scalar inputs point, inputs)

        for along in directions random (inputs |> Array.map _.Shape) do
            let estimate = differences.Along(point, along)
            let analytic = dot gradient along
            tally.Count estimate

            if not (Differences.agrees analytic estimate) then
                Law.broken
                    $"the gradient gives %.17g{analytic}, differences give %A{estimate}, in the direction %A{Array.map elements along}"

    /// Whether two numbers that were computed in two ways agree, given the largest number on either way.
    let near (largest: float) (a: float) (b: float) =
        abs (a - b) <= 1e-12 + 1e-9 * max (abs a) (abs b) + 1e-12 * largest

    /// Requires two lists of arrays to agree; they were computed in two ways on which the largest number is given.
    let agree what largest (a: NDArray<float> array) (b: NDArray<float> array) =
        let pairs = Seq.zip (Seq.collect elements a) (Seq.collect elements b) |> Array.ofSeq

        if Seq.length (Seq.collect elements a) <> Seq.length (Seq.collect elements b) then
            Law.broken $"{what}: the numbers of elements differ"

        for x, y in pairs do
            if not (near largest x y) then
                Law.broken $"{what}: %.17g{x} and %.17g{y}"

    /// Requires &lt;u, J t&gt; by forward mode to be &lt;J' u, t&gt; by reverse mode.
    let adjoint (tally: Tally) random (node: Expr) (inputs: Expr array) point =
        let u = direction random [ node.Shape ]
        let t = direction random (inputs |> Array.map _.Shape)
        let constants = Array.map (fun (value: NDArray<float>) -> Expr.Constant value)
        let pushed = Differentiate.Jvp(node, inputs, constants t)
        let pulled = Differentiate.Vjp(node, (constants u)[0], inputs)
        let all = allValues (Seq.append [ pushed ] pulled) inputs point

        if Array.forall isFinite all then
            tally.Compared()
            let forward = dot (values [ pushed ] inputs point) u
            let reverse = dot (values pulled inputs point) t

            if not (near (largest all) forward reverse) then
                Law.broken $"forward mode gives %.17g{forward}, reverse mode gives %.17g{reverse}"
        else
            tally.Skipped()
