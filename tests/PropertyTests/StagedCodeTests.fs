namespace FunctionalGrad.PropertyTests

open System
open System.Diagnostics
open System.IO
open FunctionalGrad
open FunctionalGrad.Properties
open Xunit

/// The staged code of a trace is F# that compiles, and yields the trace's gradients.
module StagedCodeTests =
    let private number name = FunctionalGrad.Dsl.Leaves.scalar name
    let private x, y = number "x", number "y"
    let private awkward = number "a<b>&\"c"
    let private matrix = FunctionalGrad.Dsl.Leaves.input "W" [ 2; 2 ]

    let private graphs =
        [
            (x + Expr.Sigmoid y) / (Expr.Sigmoid x + Expr.Square(x + y))
            Expr.Max(awkward * y, awkward) + Expr.Relu y * awkward
            Expr.Mean(Expr.Square(Expr.MatMul(matrix, matrix) + Expr.Sigmoid matrix))
            Expr.Relu(Expr.Sqrt x - y) * x
        ]

    /// Traces of random graphs whose gradients are numbers.
    let private random =
        lazy
            (let found = ResizeArray<BackwardTrace>()

             let isFinite (node: TraceNode) =
                 match node.Gradient with
                 | null -> false
                 | gradient -> gradient.ToArray() |> Array.forall Double.IsFinite

             Verify.Graphs(
                 (fun circuit ->
                     match Traces.traced circuit with
                     | Some(trace, _) when Seq.forall isFinite trace.Inputs -> lock found (fun () -> found.Add trace)
                     | _ -> ()),
                 VerifyOptions(Tests = 40, Seed = int64 Law.seed)
             )

             List.ofSeq found)

    [<Fact>]
    let ``the staged code compiles and yields the gradients`` () =
        let at = [| 0.5; 0.75; 1.25; -0.5 |]

        let traces =
            graphs
            |> List.map (fun f ->
                let bindings =
                    (Tape.Of [| f |]).Inputs
                    |> Seq.map (fun input ->
                        let elements = Array.init input.Shape.Size (fun i -> at[i % at.Length])
                        Binding<float>(input, NDArray<float>.Of(input.Shape, ReadOnlySpan elements)))
                    |> Array.ofSeq

                Explain.Of(f, bindings))
            |> List.append random.Value

        Assert.True(traces.Length > 20, $"{traces.Length}")

        let indented (text: string) =
            text.Split '\n' |> Array.map (fun line -> "    " + line) |> String.concat "\n"

        let modules =
            traces
            |> List.mapi (fun i trace ->
                let bound =
                    trace.Inputs
                    |> Seq.map (fun node ->
                        let name = node.Name.Replace("\"", "\\\"")
                        let shape = String.Join("; ", node.Shape)

                        let elements =
                            node.Value.ToArray() |> Seq.map (sprintf "%.17e") |> String.concat "; "

                        $"FunctionalGrad.Binding<float>(input \"{name}\" [ {shape} ], FunctionalGrad.NDArray<float>.Of(FunctionalGrad.Shape.Of(System.ReadOnlySpan<int>([| {shape} |])), System.ReadOnlySpan<float>([| {elements} |])))")
                    |> String.concat "; "

                $"module Staged{i} =\n{indented (Explain.Staged trace)}\n    for g in FunctionalGrad.Evaluate.Values<float>(List.toArray gradients, [| {bound} |]) do\n        for e in g.ToArray() do printfn \"%%.17g\" e\n")

        let folder = AppContext.BaseDirectory
        let script = Path.Combine(Path.GetTempPath(), $"staged-{Guid.NewGuid()}.fsx")

        let references =
            [ "FunctionalGrad.dll"; "FunctionalGrad.Dsl.dll"; "MathNet.Numerics.dll" ]
            |> List.map (fun file -> $"#r @\"{Path.Combine(folder, file)}\"")

        try
            File.WriteAllText(script, String.Join("\n", references @ [ "open FunctionalGrad.Dsl" ] @ modules))
            let start = ProcessStartInfo("dotnet", [| "fsi"; "--quiet"; script |])
            start.RedirectStandardOutput <- true
            start.RedirectStandardError <- true

            match Process.Start start with
            | null -> failwith "dotnet fsi did not start"
            | fsi ->
                use fsi = fsi
                let errors = fsi.StandardError.ReadToEndAsync()
                let printed = fsi.StandardOutput.ReadToEnd()
                fsi.WaitForExit()
                Assert.True((fsi.ExitCode = 0), errors.Result)

                let expected =
                    [
                        for trace in traces do
                            for node in trace.Inputs do
                                match node.Gradient with
                                | null -> failwith $"{node.Name} has no gradient"
                                | gradient -> yield! gradient.ToArray()
                    ]

                let found =
                    printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    |> Array.map float
                    |> List.ofArray

                Assert.Equal(expected.Length, found.Length)

                for e, f in List.zip expected found do
                    Assert.Equal(e, f, 1e-9 * max 1.0 (abs e))
        finally
            File.Delete script
