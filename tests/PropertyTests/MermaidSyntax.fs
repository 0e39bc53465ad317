namespace FunctionalGrad.PropertyTests

open System.Text.RegularExpressions

/// Reads Mermaid's language as far as the library writes it, strictly, line by line: whatever does not belong there is an error.
module MermaidSyntax =
    type Drawing =
        {
            Boxes: string list
            Wires: (string * string) list
            /// Subgraphs that are open, innermost first.
            Open: string list
        }

    // What stands between quotation marks: no sign that Mermaid, Markdown or HTML would take for its own, but line breaks and entities.
    let private label = @"""(?<label>(?:[^""#&<>`\\;|*_~%\r\n]|#\d+;|<br/>)*)"""

    let private box = Regex $@"^ {{2,}}(?<name>n\d+)(?:\[{label}\]|\(\[{label}\]\))$"

    let private wire = Regex $@"^  (?<from>n\d+) -->(?:\|{label}\|)? (?<to>n\d+)$"
    let private subgraph = Regex $@"^ {{2,}}subgraph (?<name>g\d+) \[{label}\]$"
    let private ending = Regex "^ {2,}end$"
    let private sentence = Regex @"^  acc(?:Title|Descr): [^;#{}%\r\n]+$"

    let private broken line =
        failwith $"Mermaid: no such line: {line}"

    let private add drawing (line: string) =
        let box, wire, subgraph = box.Match line, wire.Match line, subgraph.Match line

        if box.Success then
            let name = box.Groups["name"].Value

            if List.contains name drawing.Boxes then
                failwith $"Mermaid: {name} is there twice"

            { drawing with
                Boxes = name :: drawing.Boxes
            }
        elif wire.Success then
            { drawing with
                Wires = (wire.Groups["from"].Value, wire.Groups["to"].Value) :: drawing.Wires
            }
        elif subgraph.Success then
            { drawing with
                Open = subgraph.Groups["name"].Value :: drawing.Open
            }
        elif ending.IsMatch line then
            match drawing.Open with
            | _ :: around -> { drawing with Open = around }
            | [] -> broken line
        else
            broken line

    /// What a text draws.
    let read (text: string) =
        match List.ofArray (text.Split '\n') with
        | "flowchart LR" :: title :: description :: rest when
            sentence.IsMatch title && sentence.IsMatch description && List.last rest = ""
            ->
            let drawing =
                rest
                |> List.take (rest.Length - 1)
                |> List.fold add { Boxes = []; Wires = []; Open = [] }

            if not drawing.Open.IsEmpty then
                failwith $"Mermaid: %A{drawing.Open} have no end"

            for source, target in drawing.Wires do
                if not (List.contains source drawing.Boxes && List.contains target drawing.Boxes) then
                    failwith $"Mermaid: {source} --> {target} ends at no box"

            if text.Length > 50_000 || drawing.Wires.Length > 500 then
                failwith $"Mermaid would refuse {text.Length} characters and {drawing.Wires.Length} wires"

            drawing
        | head -> failwith $"Mermaid: no flowchart: %A{List.truncate 3 head}"
