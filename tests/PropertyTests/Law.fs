namespace FunctionalGrad.PropertyTests

open System
open System.Threading
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties

/// Runs a law over random graphs. FUNCTIONALGRAD_GRAPHS=10000 sets how many (300 otherwise); FUNCTIONALGRAD_SEED replays or varies them.
module Law =
    let private setting name otherwise =
        match Environment.GetEnvironmentVariable name |> Int32.TryParse with
        | true, number -> number
        | _ -> otherwise

    let graphs = setting "FUNCTIONALGRAD_GRAPHS" 300
    let seed = setting "FUNCTIONALGRAD_SEED" 2026

    let options = VerifyOptions(Tests = graphs, Seed = int64 seed)

    /// Requires the law of every random graph; wild ones hold infinities, NaN and other special values.
    let ofGraphs (law: Circuit -> unit) = Verify.Graphs(law, options)

    let ofWildGraphs (law: Circuit -> unit) =
        Verify.Graphs(law, VerifyOptions(Tests = graphs, Seed = int64 seed, Wild = true))

    /// Fails the law with a sentence.
    let broken sentence =
        raise (InvalidOperationException sentence)

/// How many of the cases a law could compare: nothing is skipped silently.
type Tally() =
    let mutable told = 0
    let mutable skipped = 0

    member _.Compared() = Interlocked.Increment &told |> ignore

    member _.Skipped() =
        Interlocked.Increment &skipped |> ignore

    member _.Told = told
    member _.Silent = skipped
    override _.ToString() = $"{told} compared, {skipped} not"

/// Values at the point of a circuit, and how they agree.
[<AutoOpen>]
module Values =
    let valuesAt (circuit: Circuit) (outputs: Expr seq) =
        Evaluate.Values<float>(Array.ofSeq outputs, circuit.Bindings) |> Array.ofSeq

    /// The values of all nodes below the expressions.
    let allValuesAt (circuit: Circuit) (outputs: Expr seq) =
        valuesAt circuit (Tape.Of(Array.ofSeq outputs)).Nodes

    let gradientOf (circuit: Circuit) (f: Expr) = grad circuit.Inputs f |> Array.ofList

    let elements (array: NDArray<float>) = array.Span.ToArray()

    let areFinite (arrays: NDArray<float> seq) =
        arrays |> Seq.forall (elements >> Array.forall Double.IsFinite)

    /// The largest number among values, at least 1.
    let largest (values: NDArray<float> seq) =
        values |> Seq.collect elements |> Seq.map abs |> Seq.fold max 1.0

    /// Whether two lists of arrays hold the same bits, every NaN being one NaN.
    let same (a: NDArray<float> seq) (b: NDArray<float> seq) =
        Seq.length a = Seq.length b
        && Seq.forall2
            (fun (x: NDArray<float>) (y: NDArray<float>) ->
                x.Shape.Equals y.Shape
                && Array.forall2
                    (fun (x: float) (y: float) ->
                        BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y
                        || Double.IsNaN x && Double.IsNaN y)
                    (elements x)
                    (elements y))
            a
            b

    /// A direction of signed numbers in the given shapes, never all ones.
    let direction seed (shapes: Shape seq) =
        let random = Random seed

        [|
            for shape in shapes ->
                NDArray.create
                    shape
                    [
                        for _ in 1 .. shape.Size ->
                            (0.1 + 1.6 * random.NextDouble()) * (if random.Next 2 = 0 then 1.0 else -1.0)
                    ]
        |]

    let shapesOf (xs: Expr seq) = xs |> Seq.map _.Shape

    /// The inner product with constants, as an expression.
    let inner (xs: Expr seq) (weights: NDArray<float> seq) =
        Seq.map2 (fun (x: Expr) (w: NDArray<float>) -> Expr.Sum(x * Expr.Constant w)) xs weights
        |> Seq.reduce (+)

    let constants (values: NDArray<float> seq) =
        [| for value in values -> Expr.Constant value |]

    /// Whether two numbers that were computed in two ways agree, given the largest number on either way.
    let near (largest: float) (a: float) (b: float) =
        abs (a - b) <= 1e-12 + 1e-9 * max (abs a) (abs b) + 1e-12 * largest

    /// Requires two lists of expressions to agree at the point of a circuit, where all values on both ways are finite.
    let agree what (tally: Tally) (circuit: Circuit) (left: Expr seq) (right: Expr seq) =
        if Seq.length left <> Seq.length right then
            Law.broken $"{what}: {Seq.length left} and {Seq.length right} arrays"

        let all = allValuesAt circuit (Seq.append left right)

        if areFinite all then
            tally.Compared()

            for a, b in Seq.zip (valuesAt circuit left) (valuesAt circuit right) do
                if not (Array.forall2 (near (largest all)) (elements a) (elements b)) then
                    Law.broken $"{what}: {a} and {b}"
        else
            tally.Skipped()
