namespace FunctionalGrad.PropertyTests

open System
open System.Diagnostics
open System.IO
open FunctionalGrad
open FunctionalGrad.Properties

/// Traces of random graphs, and the program that draws their DOT.
module Traces =
    /// The trace, or nothing where a tie was declared an error and the gradient itself cannot be computed.
    let traced (circuit: Circuit) =
        let at = Seq.toArray circuit.Bindings

        try
            Some(Explain.Of(circuit.Scalar, at), at)
        with :? InvalidOperationException as refused when refused.Message.Contains "tie" ->
            None

    /// Requires the law of the trace of every random graph.
    let forAll law =
        Law.ofGraphs (fun circuit -> traced circuit |> Option.iter (fun (trace, at) -> law circuit trace at))

    /// The same of at least a thousand graphs.
    let forAThousand law =
        let thousand = VerifyOptions(Tests = max 1000 Law.graphs, Seed = int64 Law.seed)

        Verify.Graphs((fun circuit -> traced circuit |> Option.iter (fun (trace, at) -> law trace at)), thousand)

    /// What a program writes that reads the text; its end must be a good one.
    let piped (program: string) (arguments: string) (text: string) =
        let start =
            ProcessStartInfo(
                program,
                arguments,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true
            )

        match Process.Start start with
        | null -> failwith $"{program} did not start"
        | running ->
            use running = running
            let written = running.StandardOutput.ReadToEndAsync()
            let errors = running.StandardError.ReadToEndAsync()
            running.StandardInput.Write text
            running.StandardInput.Close()
            running.WaitForExit()

            if running.ExitCode <> 0 || errors.Result <> "" then
                failwith $"{program} ended with {running.ExitCode}: {errors.Result}"

            written.Result

    let graphviz =
        if File.Exists "/usr/bin/dot" then
            Some "/usr/bin/dot"
        else
            None
