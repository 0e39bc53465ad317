namespace FunctionalGrad.PropertyTests

open System
open System.Globalization
open System.Text.Json
open System.Text.RegularExpressions
open System.Xml.Linq
open FunctionalGrad
open Xunit

/// All views of a trace say the same numbers.
module ViewLaws =
    let private parsed (text: string) =
        match text.Trim() with
        | "nan" -> nan
        | "inf" -> infinity
        | "-inf" -> -infinity
        | "0 (no path)" -> 0.0
        | digits -> Double.Parse(digits, CultureInfo.InvariantCulture)

    /// Six significant digits, and 0 without a sign.
    let private rounded (value: float) =
        Double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        + 0.0

    let private gradientOf (node: TraceNode) =
        match node.Gradient with
        | null -> 0.0
        | gradient -> rounded (gradient.ToScalar())

    let private agree view (node: TraceNode) (value: float, gradient: float) =
        let value' = rounded (node.Value.ToScalar())
        let gradient' = gradientOf node

        if not (value.Equals value' && gradient.Equals gradient') then
            Law.broken $"{view} says {value} and {gradient} of {node.Name}, the trace {value'} and {gradient'}"

    /// Names with value and gradient, by a pattern whose groups are those.
    let private found (pattern: string) (text: string) =
        [
            for each in Regex.Matches(text, pattern, RegexOptions.Multiline) ->
                each.Groups["name"].Value, (parsed each.Groups["value"].Value, parsed each.Groups["grad"].Value)
        ]
        |> Map.ofList

    let private ofSvg (text: string) =
        let named name =
            XName.Get(name, "http://www.w3.org/2000/svg")

        let texts (kind: string) (group: XElement) =
            [
                for each in group.Elements(named "text") do
                    match each.Attribute(XName.Get "class") with
                    | null -> ()
                    | found ->
                        if found.Value = kind then
                            each.Value
            ]

        [
            for group in XDocument.Parse(text).Descendants(named "g") do
                match group.Attribute(XName.Get "data-box"), texts "value" group, texts "gradient" group with
                | null, _, _ -> ()
                | _, [ value ], [ gradient ] when not (value.Contains "[" || value.Contains "norm") ->
                    let name = texts "small caption" group @ texts "label" group |> List.head
                    name, (parsed value, parsed gradient)
                | _ -> ()
        ]
        |> Map.ofList

    let private require (trace: BackwardTrace) =
        let shown =
            [
                for node in trace.Nodes do
                    match node.Expr with
                    | :? Constant -> ()
                    | _ ->
                        if node.Shape.Rank = 0 then
                            node
            ]

        let number = "(?<value>[^\\[\\\\<]+?)"

        let views =
            [
                "DOT",
                found
                    $"\\[label=\"(?:[^\"]*  )?(?<name>\\w+)\\\\nvalue {number}\\\\ngrad (?<grad>[^\\[\\\\]+?)\\\\n"
                    (Explain.Dot trace)
                "Mermaid",
                found
                    $"\"(?:[^\"]*  )?(?<name>\\w+)<br/>value {number}<br/>grad (?<grad>[^\\[<]+?)\""
                    (Explain.Mermaid trace)
                "SVG", ofSvg (Explain.Svg(trace, Explain.MostBoxes))
            ]

        let whole = trace.Nodes.Count <= Explain.MostBoxes

        for view, numbers in views do
            for node in shown do
                match Map.tryFind node.Name numbers with
                | Some told -> agree view node told
                | None ->
                    if whole then
                        Law.broken $"{view} says nothing of {node.Name}"

        let json = JsonDocument.Parse(Explain.Json trace).RootElement.GetProperty("nodes")

        let element (field: JsonElement) =
            match field.ValueKind with
            | JsonValueKind.Null -> 0.0
            | _ ->
                let first = field.GetProperty("elements").EnumerateArray() |> Seq.head

                if first.ValueKind = JsonValueKind.String then
                    parsed (string first)
                else
                    first.GetDouble()

        for node in shown do
            let told = json[node.Id]

            agree
                "JSON"
                node
                (rounded (element (told.GetProperty "value")), rounded (element (told.GetProperty "gradient")))

        if trace.Nodes |> Seq.forall (fun node -> node.Shape.Rank = 0) then
            let rows = (Explain.Text trace).Split '\n'

            // The forward table ends where the backward table begins.
            let width = rows[1].IndexOf "step" - 1

            for node in shown do
                let row =
                    rows
                    |> Array.find (fun row -> row.TrimStart().StartsWith $"{node.Id}  {node.Name} ")

                let forward = row.Substring(0, min width row.Length).TrimEnd()
                agree "the text" node (parsed (Array.last (forward.Split ' ')), gradientOf node)

        for derivation in Explain.Derivations trace do
            if derivation.Node.Shape.Rank = 0 then
                let told =
                    derivation.Result
                        .Replace(@"\mathrm{NaN}", "nan")
                        .Replace(@"\infty", "inf")
                        .Replace(@" \times 10^{", "e")
                        .Replace("}", "")

                agree "LaTeX" derivation.Node (rounded (derivation.Node.Value.ToScalar()), parsed told)

    [<Fact>]
    let ``all views of a thousand graphs say the same numbers`` () =
        let tally = Tally()

        Traces.forAThousand (fun trace _ ->
            tally.Compared()
            require trace)

        Assert.True(tally.Told > 900, string tally)
