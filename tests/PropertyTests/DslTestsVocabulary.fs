module FunctionalGrad.PropertyTests.DslTestsVocabulary

open System
open System.Diagnostics
open System.IO
open System.Reflection
open FsCheck.FSharp
open Microsoft.FSharp.Core
open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties

let private wordOf (method: MethodInfo) =
    match method.GetCustomAttribute<CompilationSourceNameAttribute>() with
    | null -> method.Name
    | renamed -> renamed.SourceName

let private functionsOf (modules: seq<Type>) =
    [
        for part in modules do
            for method in part.GetMethods(BindingFlags.Public ||| BindingFlags.Static) do
                wordOf method, method
    ]

let private isOpened (part: Type) =
    not (isNull (part.GetCustomAttribute<AutoOpenAttribute>()))

/// What a script can call after open FunctionalGrad.Dsl.
let private vocabulary =
    let ours =
        typeof<FunctionalGrad.Dsl.Value>.Assembly.GetExportedTypes()
        |> Seq.filter isOpened

    let theirs =
        typeof<list<int>>.Assembly.GetExportedTypes()
        |> Seq.filter (fun part -> part.FullName = "Microsoft.FSharp.Core.Operators")

    functionsOf (Seq.append ours theirs)

let private circuits count (primitives: seq<Primitive>) =
    Recipes.Of primitives
    |> Gen.sampleWithSeed (FsCheck.Rnd 1UL) 10 count
    |> Seq.map _.Build()

/// Applications of a primitive to fresh inputs that between them have each form of its attributes.
let private applications (primitive: Primitive) =
    [
        for circuit in circuits 8 [ primitive ] do
            for node in (Tape.Of [| circuit.Scalar |]).Nodes do
                match node with
                | :? Apply as node when obj.ReferenceEquals(node.Primitive, primitive) ->
                    node.Inputs.ToArray()
                    |> Seq.mapi (fun i x -> input $"x{i}" x.Shape)
                    |> applyWith primitive node.Attributes
                | _ -> ()
    ]
    |> List.distinctBy string
    |> List.truncate 6

[<Fact>]
let ``Every primitive has a word that takes its attributes and then its inputs`` () =
    let missing =
        [
            for primitive in Primitives.All do
                for node in applications primitive do
                    let apply = node :?> Apply
                    let words = apply.Attributes.Literals |> Seq.filter (fun l -> l :? Literal.Word)
                    let word = primitive.Name + String.concat "" (words |> Seq.map string)

                    let inputs =
                        if primitive.Arity.IsVariadic then
                            1
                        else
                            apply.Inputs.Length

                    let expected = apply.Attributes.Literals.Count - Seq.length words + inputs

                    if
                        vocabulary
                        |> List.exists (fun (name, method) -> name = word && method.GetParameters().Length = expected)
                        |> not
                    then
                        $"{word} with {expected} parameters"
        ]

    Assert.Equal<string list>([], List.distinct missing)

let private indented (text: string) =
    text.Split '\n' |> Seq.map (fun line -> "    " + line) |> String.concat "\n"

// The words leave out what does nothing, a broadcast to the shape that is there; such a graph prints otherwise and has the same bits.
let private comparison =
    """
open FunctionalGrad.Dsl

let numbers (input: FunctionalGrad.Input) =
    NDArray.create input.Shape [ for i in 1 .. input.Shape.Size -> float (i % 2) ]

let compare (graph: Expr) text =
    let bound = [ for input in FunctionalGrad.Tape.Of([| graph |]).Inputs -> input.Name => numbers input ]
    let value: Expr -> NDArray<float> = eval bound

    if source graph <> text && not ((value graph).SameBits(value (readSource text))) then
        printfn "%s\nis read as\n%s" text (source graph)
"""

/// A script that states each graph as source text and complains where F# makes another graph of it.
let private script (graphs: Expr list) =
    [
        for name in
            [
                "System.Numerics.Tensors"
                "MathNet.Numerics"
                "FunctionalGrad"
                "FunctionalGrad.Dsl"
            ] do
            $"#r @\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\""
        comparison
        for i, graph in List.indexed graphs do
            $"let g{i} =\n{indented (Source.Of graph)}"
            $"compare g{i} \"\"\"{Source.Of graph}\"\"\""
        $"printfn \"%%d graphs\" {graphs.Length}"
    ]
    |> String.concat "\n"

let private interactive (text: string) =
    let file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.fsx")
    File.WriteAllText(file, text)

    try
        let start = ProcessStartInfo("dotnet", [ "fsi"; "--quiet"; file ])
        start.RedirectStandardOutput <- true
        start.RedirectStandardError <- true

        match Process.Start start with
        | null -> "dotnet fsi did not start"
        | running ->
            let errors = running.StandardError.ReadToEndAsync()
            let printed = running.StandardOutput.ReadToEnd()
            running.WaitForExit()
            (printed + errors.Result).Trim()
    finally
        File.Delete file

[<Fact>]
let ``F# makes of what graphs print the same graphs`` () =
    let each =
        [ for primitive in Primitives.All -> applications primitive ] |> List.concat

    let leaves =
        [
            Expr.Constant nan
            Expr.Constant -infinity
            fill [ 2 ] -0.0
            array [ 2 ] [ 1e-300; -2.5 ]
            parameter "hidden.weight" [ 2 ] (Initializer.Normal 0.1)
            noise "mask" [ 2 ] (Distribution.Bernoulli 0.5)
        ]

    let random = [ for circuit in circuits 30 Primitives.All -> circuit.Scalar ]

    let graphs = leaves @ each @ random
    let printed = interactive (script graphs)
    Assert.True((printed = $"{graphs.Length} graphs"), printed)
