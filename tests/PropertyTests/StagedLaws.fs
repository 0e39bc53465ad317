namespace FunctionalGrad.PropertyTests

open System.Collections.Generic
open System.Text.RegularExpressions
open FunctionalGrad
open FunctionalGrad.Properties
open Xunit

/// The staged code of any trace says its gradients.
module StagedLaws =
    let private token =
        Regex "\"(?:[^\"\\\\]|\\\\.)*\"|``[^`]+``|[A-Za-z_][A-Za-z_0-9']*"

    /// The code as source of let-bound parts and a list, as Source reads it: no comments, and names that are bound anew numbered.
    let asSource (code: string) =
        let bound = Dictionary<string, int>()

        let versioned (text: string) =
            token.Replace(
                text,
                fun name ->
                    match bound.TryGetValue name.Value with
                    | true, version when version > 1 -> $"``{name.Value.Trim('`')} {version}``"
                    | _ -> name.Value
            )

        let lines = code.Split('\n', System.StringSplitOptions.RemoveEmptyEntries)
        Assert.Equal("let gradients: Expr list =", lines[0])

        [
            for line in Seq.tail lines do
                Assert.StartsWith("    ", line)
                let line = (line.Split " // ").[0].Trim()

                if not (line.StartsWith "//") then
                    let binding = Regex.Match(line, "^let (``[^`]+``|[A-Za-z_][A-Za-z_0-9']*) = (.*)$")

                    if binding.Success then
                        let name = binding.Groups[1].Value
                        let right = versioned binding.Groups[2].Value

                        bound[name] <-
                            match bound.TryGetValue name with
                            | true, version -> version + 1
                            | _ -> 1

                        $"let {versioned name} = {right}"
                    else
                        versioned line
        ]
        |> String.concat "\n"

    let private same (a: NDArray<float>) (b: NDArray<float>) =
        Seq.forall2
            (fun (x: float) (y: float) -> x.Equals y || x = y || abs (x - y) <= 1e-9 * max 1.0 (max (abs x) (abs y)))
            (a.ToArray())
            (b.ToArray())

    [<Fact>]
    let ``the staged code of a thousand graphs reads back, and yields the gradients`` () =
        let tally = Tally()

        Traces.forAThousand (fun trace at ->
            let gradients = Source.ReadAll(asSource (Explain.Staged trace), [||]) |> Array.ofSeq
            let inputs = Array.ofSeq trace.Inputs

            if gradients.Length <> inputs.Length then
                Law.broken $"{gradients.Length} gradients for {inputs.Length} inputs"

            if gradients.Length > 0 then
                tally.Compared()

                for input, found in Seq.zip inputs (Evaluate.Values<float>(gradients, at)) do
                    let told =
                        match input.Gradient with
                        | null -> NDArray<float>.Fill(input.Shape, 0.0)
                        | gradient -> gradient

                    if not (same told found) then
                        Law.broken $"the staged code says {found} of {input.Name}, the trace {told}"
            else
                tally.Skipped())

        Assert.True(tally.Told > 900, string tally)
