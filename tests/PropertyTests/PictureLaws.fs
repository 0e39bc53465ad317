namespace FunctionalGrad.PropertyTests

open System.Text.RegularExpressions
open System.Xml.Linq
open FunctionalGrad
open FunctionalGrad.Dsl
open Xunit

/// What pictures of any graph must be: they have all of its nodes and edges, each once.
module PictureLaws =
    /// Whether a node is a number written in the graph, the same in every element.
    let private isNumber (node: TraceNode) =
        match node.Expr with
        | :? Constant as constant -> constant.Uniform.HasValue
        | _ -> false

    let private counted wires = wires |> List.countBy id |> Set.ofList

    /// The edges of the graph; numbers that are written in it stand inside the gates.
    let private edges (trace: BackwardTrace) =
        [
            for node in trace.Nodes do
                for input in Seq.distinct node.Inputs do
                    if not (isNumber trace.Nodes[input]) then
                        input, node.Id
        ]

    let private near (a: float, b: float) (c: float, d: float) =
        abs (a - c) < 0.02 && abs (b - d) < 0.02

    /// Each wire begins where its box, or another piece of it, ends, and leads to the left side of the box that it says.
    let private requireWires (page: XElement) =
        let boxes = DrawnSvg.boxes page
        let pieces = DrawnSvg.pieces page
        let names = DrawnSvg.names page

        let boxOf name =
            boxes |> List.find (fun box -> box.Name = name)

        for piece in pieces do
            let begins =
                (boxOf piece.From).Outlets
                @ [
                    for other in pieces do
                        if other.From = piece.From && not (obj.ReferenceEquals(other, piece)) then
                            other.End
                ]
                @ names

            if not (List.exists (near piece.Start) begins) then
                Law.broken $"a wire from {piece.From} begins nowhere, at {piece.Start}"

            match piece.To with
            | None -> ()
            | Some name ->
                let box = boxOf name
                let x, y = piece.End

                if abs (x - box.Left) > 0.02 || y < box.Top || y > box.Bottom then
                    Law.broken $"the wire from {piece.From} to {name} ends at {piece.End}"

            for box in boxes do
                for x, y in piece.Points do
                    if
                        x > box.Left + 0.02
                        && x < box.Right - 0.02
                        && y > box.Top + 0.02
                        && y < box.Bottom - 0.02
                    then
                        Law.broken $"a wire from {piece.From} runs through {box.Name}"

        for x, y in DrawnSvg.dots page do
            let off =
                pieces
                |> List.map (fun piece -> DrawnSvg.distance (x, y) piece.Points)
                |> List.min

            if off > 1.0 then
                Law.broken $"the dot at {(x, y)} lies {off} beside the wires"

    let private overlap (l, t, r, b) (l', t', r', b') =
        min r r' - max l l' > 1.0 && min b b' - max t t' > 1.0

    /// No box lies on another, and no words on other words or on a box that is not theirs; all lie on the page.
    let private requireRoom (page: XElement) =
        let boxes = DrawnSvg.boxes page
        let texts = DrawnSvg.texts page

        let room (box: DrawnSvg.Box) =
            box.Left, box.Top, box.Right, box.Bottom

        for a, b in List.allPairs boxes boxes do
            if a.Name < b.Name && overlap (room a) (room b) then
                Law.broken $"{a.Name} and {b.Name} overlap"

        let words = Array.ofList texts

        for i in 0 .. words.Length - 1 do
            for j in 0 .. i - 1 do
                let _, a, place = words[i]
                let _, b, place' = words[j]

                if overlap place place' then
                    Law.broken $"'{a}' and '{b}' overlap"

        for around, words, (left, top, right, bottom) in texts do
            for box in boxes do
                if Some box.Name <> around && overlap (left, top, right, bottom) (room box) then
                    Law.broken $"'{words}' lies on {box.Name}"

            if left < -24.0 || top < -24.0 || right > DrawnSvg.width page - 24.0 then
                Law.broken $"'{words}' is clipped"

        for words, left, right in DrawnSvg.headings page do
            if left < 0.0 || right > DrawnSvg.width page then
                Law.broken $"'{words}' above the drawing is clipped"

    let private requireAll (trace: BackwardTrace) =
        let dot = DotSyntax.read (Explain.Dot trace)
        // A picture as large as the others, so that nothing more is collapsed to fit a screen.
        let page = XDocument.Parse(Explain.Svg(trace, Explain.MostBoxes)).Root |> nonNull

        let arriving =
            [
                for piece in DrawnSvg.pieces page do
                    match piece.To with
                    | Some target -> piece.From, target
                    | None -> ()
            ]

        if counted arriving <> counted dot.Forward then
            Law.broken $"SVG has the wires %A{arriving}, DOT %A{dot.Forward}"

        let boxes = [ for box in DrawnSvg.boxes page -> box.Name ]

        if counted boxes <> counted dot.Boxes then
            Law.broken $"SVG has the boxes %A{boxes}, DOT %A{dot.Boxes}"

        let shown =
            trace.Nodes
            |> Seq.filter (fun node -> not (isNumber node) || node.Id = trace.Output.Id)

        let wires = edges trace

        if boxes.Length = Seq.length shown then
            // Nothing is collapsed: the wires are the edges of the graph.
            if arriving.Length <> wires.Length then
                Law.broken $"{arriving.Length} wires are drawn for {wires.Length} edges"
        elif boxes.Length > Explain.MostBoxes then
            Law.broken $"{boxes.Length} boxes"

        for source, target in dot.Back do
            if not (List.contains (target, source) dot.Forward) then
                Law.broken $"a gradient flows from {source} to {target}, where no value came from"

        requireWires page
        requireRoom page

        let mermaid = MermaidSyntax.read (Explain.Mermaid trace)

        if counted mermaid.Wires <> counted dot.Forward then
            Law.broken $"Mermaid has the wires %A{mermaid.Wires}, DOT %A{dot.Forward}"

        if counted mermaid.Boxes <> counted dot.Boxes then
            Law.broken $"Mermaid has the boxes %A{mermaid.Boxes}, DOT %A{dot.Boxes}"

    [<Fact>]
    let ``pictures of a thousand graphs have every edge once`` () =
        Traces.forAThousand (fun trace _ -> requireAll trace)

    [<Fact>]
    let ``wide pictures in bands, small ones and networks have every edge once`` () =
        let x = input "x" [ 2; 3 ]

        let residual depth =
            let block (number: int) (below: Expr) =
                named $"block{number}" (fun () -> relu (below + (dense "second" 3 3 (relu (dense "first" 3 3 below)))))

            List.fold (fun below number -> block number below) x [ 1..depth ]

        for depth in 1..4 do
            let f = sum (square (residual depth))

            let at =
                [|
                    for leaf in (Tape.Of [| f |]).Inputs ->
                        leaf
                        => NDArray.create
                            (List.ofSeq leaf.Shape)
                            [ for i in 1 .. leaf.Shape.Size -> 0.1 * float (i % 5) ]
                |]

            let trace = explain f at
            requireAll trace

            for boxes in [ 2; 5; 9; 20 ] do
                requireWires (XDocument.Parse(Explain.Svg(trace, boxes)).Root |> nonNull)

        Traces.forAll (fun _ trace _ ->
            for page in [ Explain.Svg trace; Explain.Svg(trace, 3); Explain.Svg(trace, widest = 620) ] do
                let page = XDocument.Parse(page).Root |> nonNull
                requireWires page
                requireRoom page)

    [<Fact>]
    let ``Graphviz accepts the DOT of a thousand graphs, and draws it`` () =
        let drawings = ResizeArray<string>()

        Traces.forAThousand (fun trace _ ->
            let dot = Explain.Dot trace
            DotSyntax.read dot |> ignore
            lock drawings (fun () -> drawings.Add dot))

        Assert.True(drawings.Count >= 900, $"{drawings.Count}")

        // An input that hundreds read: without a limit Graphviz straightens its wires for minutes.
        let x = scalar "x"

        let chain =
            List.fold (fun below number -> if number % 3 = 0 then sin below else below * x + 0.1) x [ 1..750 ]

        drawings.Add(Explain.Dot(explain chain [ x, 0.3 ]))

        match Traces.graphviz with
        | None -> ()
        | Some dot ->
            let boxes =
                drawings |> Seq.sumBy (fun drawing -> (DotSyntax.read drawing).Boxes.Length)

            let parsed = Traces.piped dot "-Tcanon" (String.concat "\n" drawings)
            Assert.Equal(boxes, Regex.Count(parsed, @"^\s*n\d+\s+\[", RegexOptions.Multiline))
            let drawn = Traces.piped dot "-Tsvg" (String.concat "\n" drawings)
            Assert.Equal(boxes, Regex.Count(drawn, "class=\"node\""))

            Assert.Equal(
                drawings
                |> Seq.sumBy (fun drawing ->
                    let read = DotSyntax.read drawing
                    read.Forward.Length + read.Back.Length),
                Regex.Count(drawn, "class=\"edge\"")
            )

    [<Fact>]
    let ``what lies on something else is noticed`` () =
        let x, y = scalar "x", scalar "y"
        let svg = Explain.Svg(explain (x * y) [ x, 2.0; y, 3.0 ])
        let page (text: string) = XDocument.Parse(text).Root |> nonNull
        requireRoom (page svg)
        requireWires (page svg)

        let moved (pattern: string) (replacement: string) =
            let changed = Regex.Replace(svg, pattern, replacement)
            Assert.NotEqual<string>(svg, changed)
            page changed

        let notices (law: unit -> unit) =
            Assert.ThrowsAny<exn>(fun () -> law ()) |> ignore

        notices (fun () ->
            requireRoom (
                moved
                    "<text class=\"(value|gradient)\" x=\"[^\"]*\" y=\"[^\"]*\""
                    "<text class=\"value\" x=\"90\" y=\"40\""
            ))

        notices (fun () -> requireRoom (moved "(class=\"(heading|small)\" x=\")24(\" y=\"\\d+\">)" "${1}600$3"))
        notices (fun () -> requireRoom (moved "(class=\"gradient\" x=\")[^\"]*" "${1}590"))
        notices (fun () -> requireRoom (moved "(<rect class=\"input\" x=\"0\") y=\"[^\"]*\"" "$1 y=\"40\""))
        notices (fun () -> requireWires (moved "(data-to=\"n2\" d=\"M[^\"]*) [0-9.]+\"" "$1 999\""))
        notices (fun () -> requireWires (moved "(data-to=\"n2\" d=\")M[0-9.]+" "$1M1"))

        notices (fun () ->
            requireWires (moved "</g>\n</svg>" "<circle class=\"fork\" cx=\"9\" cy=\"-9\" r=\"3\"/></g>\n</svg>"))
