namespace FunctionalGrad.PropertyTests

open System.Text.RegularExpressions

/// Reads Graphviz' language as far as the library writes it, strictly: whatever does not belong there is an error.
module DotSyntax =
    type Drawing =
        {
            Boxes: string list
            /// Solid lines.
            Forward: (string * string) list
            /// Dashed lines.
            Back: (string * string) list
        }

    let private token =
        Regex(@"\G\s*(?<token>""(?:[^""\\\n]|\\.)*""|->|[A-Za-z_][A-Za-z_0-9]*|[0-9]+|[{}\[\];=,])")

    let private tokens (text: string) =
        let text = text.TrimEnd()

        let rec read at found =
            if at = text.Length then
                List.rev found
            else
                let next = token.Match(text, at)

                if not next.Success then
                    failwith $"DOT: no token at {text.Substring(at, min 40 (text.Length - at))}"

                read (at + next.Length) (next.Groups["token"].Value :: found)

        read 0 []

    let private isValue (token: string) = Regex.IsMatch(token, "^[\"A-Za-z0-9]")

    /// key=value, key=value] and what follows.
    let rec private attributes found tokens =
        match tokens with
        | "]" :: rest -> found, rest
        | key :: "=" :: value :: rest when isValue value ->
            match rest with
            | "," :: rest -> attributes ((key, value) :: found) rest
            | rest -> attributes ((key, value) :: found) rest
        | _ -> failwith $"DOT: no attributes: %A{List.truncate 5 tokens}"

    let private ended tokens =
        match tokens with
        | ";" :: rest -> rest
        | _ -> failwith $"DOT: no semicolon: %A{List.truncate 5 tokens}"

    let private optional tokens =
        match tokens with
        | "[" :: rest -> attributes [] rest
        | rest -> [], rest

    let rec private statements drawing tokens =
        match tokens with
        | "}" :: rest -> drawing, rest
        | "subgraph" :: _ :: "{" :: rest -> rest |> statements drawing ||> statements
        | ("node" | "edge") :: "[" :: rest -> rest |> attributes [] |> snd |> ended |> statements drawing
        | source :: "->" :: target :: rest ->
            let found, rest = optional rest
            let wire = source, target

            let drawing =
                if List.contains ("style", "dashed") found then
                    { drawing with
                        Back = wire :: drawing.Back
                    }
                else
                    { drawing with
                        Forward = wire :: drawing.Forward
                    }

            rest |> ended |> statements drawing
        | _ :: "=" :: value :: rest when isValue value -> rest |> ended |> statements drawing
        | name :: "[" :: rest ->
            let found, rest = attributes [] rest

            if not (List.exists (fst >> (=) "label") found) then
                failwith $"DOT: {name} has no label"

            rest
            |> ended
            |> statements
                { drawing with
                    Boxes = name :: drawing.Boxes
                }
        | _ -> failwith $"DOT: no statement: %A{List.truncate 5 tokens}"

    /// What a text draws.
    let read (text: string) =
        match tokens text with
        | "digraph" :: _ :: "{" :: rest ->
            match statements { Boxes = []; Forward = []; Back = [] } rest with
            | drawing, [] ->
                for source, target in drawing.Forward @ drawing.Back do
                    if not (List.contains source drawing.Boxes && List.contains target drawing.Boxes) then
                        failwith $"DOT: {source} -> {target} ends at no box"

                drawing
            | _, rest -> failwith $"DOT: more behind the end: %A{List.truncate 5 rest}"
        | other -> failwith $"DOT: no digraph: %A{List.truncate 5 other}"
