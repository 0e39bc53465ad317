namespace FunctionalGrad.PropertyTests

open System
open System.Globalization
open System.Text.RegularExpressions
open System.Xml.Linq
open FunctionalGrad

/// Reads the numbers back out of the views.
module ViewNumbers =
    /// What a view says: of a node its value and gradient, of an edge, from a gate into what feeds it, what flows back along it.
    type Told =
        {
            Values: Map<string, string>
            Gradients: Map<string, string>
            Flows: Map<string * string, string>
        }

    let private number = @"nan|-?inf|-?\d+(?:\.\d+)?(?:e[-+]\d+)?"

    let parsed (text: string) =
        match text with
        | "nan" -> nan
        | "inf" -> infinity
        | "-inf" -> -infinity
        | digits -> Double.Parse(digits, CultureInfo.InvariantCulture)

    /// Six significant digits, and 0 without a sign.
    let rounded (value: float) =
        Double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        + 0.0

    let numbers (text: string) =
        [
            for each in Regex.Matches(text, $@"(?<![\w.])(?:{number})(?![\w.])") -> parsed each.Value
        ]

    let private norm (array: NDArray<float>) =
        let elements = array.ToArray()

        if elements |> Array.exists Double.IsNaN then
            nan
        else
            let largest = elements |> Array.fold (fun most each -> max most (abs each)) 0.0

            if largest = 0.0 || Double.IsInfinity largest then
                largest
            else
                largest * sqrt (elements |> Array.sumBy (fun each -> (each / largest) ** 2.0))

    let private isNear (a: float) (b: float) =
        a.Equals b || abs (a - b) <= 1e-5 * abs b

    let private withoutShape (array: NDArray<float>) (text: string) =
        let shape = array.Shape.ToString()

        if text.StartsWith(shape, StringComparison.Ordinal) then
            text.Substring shape.Length
        else
            text

    /// Whether a text says an array: all of its elements in their order, or, of one that is large, its norm.
    let says (array: NDArray<float>) (text: string) =
        let summary = Regex.Match(text, $"norm ({number})$")

        if summary.Success then
            (array.Shape.Size > 2 || array.Shape.Size = 0 || array.Shape.Rank > 2)
            && isNear (parsed summary.Groups[1].Value) (norm array)
        elif text.EndsWith("empty", StringComparison.Ordinal) then
            array.Shape.Size = 0
        else
            let elements = array.ToArray() |> Array.map rounded |> List.ofArray
            let found = numbers text

            elements.Length = found.Length
            && List.forall2 (fun (a: float) (b: float) -> a.Equals b) elements found

    /// Whether a text says several arrays, which flow along one wire.
    let saysAll (arrays: NDArray<float> list) (text: string) =
        match arrays with
        | [] -> text = ""
        | [ only ] -> says only text
        | [ a; b ] when text.StartsWith("norms ", StringComparison.Ordinal) ->
            match numbers text with
            | [ one; other ] -> isNear one (norm a) && isNear other (norm b)
            | _ -> false
        | [ a; b ] ->
            match text.Trim().Split " + " with
            | [| one; other |] -> says a one && says b other
            | _ -> false
        | many ->
            let start = $"{many.Length} paths, "

            let total = many |> List.map _.ToArray() |> List.reduce (Array.map2 (+))

            text.StartsWith(start, StringComparison.Ordinal)
            && says (NDArray<float>.Of(many.Head.Shape, ReadOnlySpan total)) (text.Substring start.Length)

    let private lastWord (head: string) = (head.Split "  ") |> Array.last

    let private told (boxes: (string * string list) list) flows =
        let nameOf = Map.ofList [ for id, lines in boxes -> id, lastWord lines.Head ]

        let starting (start: string) =
            Map.ofList
                [
                    for id, lines in boxes do
                        for line in lines do
                            if line.StartsWith(start, StringComparison.Ordinal) then
                                nameOf[id], line.Substring start.Length
                ]

        {
            Values = starting "value "
            Gradients = starting "grad "
            Flows =
                Map.ofList
                    [
                        for (source, target), text in flows -> (nameOf[source], nameOf[target]), text
                    ]
        }

    let ofDot (text: string) =
        let boxes =
            [
                for each in Regex.Matches(text, "^\s+(n\d+) \[label=\"(.*?)\", tooltip=", RegexOptions.Multiline) ->
                    each.Groups[1].Value, List.ofArray (each.Groups[2].Value.Split "\\n")
            ]

        told
            boxes
            [
                for each in
                    Regex.Matches(
                        text,
                        "^  (n\d+) -> (n\d+) \[constraint=false.* label=\"(.*)\"\];$",
                        RegexOptions.Multiline
                    ) -> (each.Groups[1].Value, each.Groups[2].Value), each.Groups[3].Value
            ]

    let ofMermaid (text: string) =
        let plain (label: string) =
            Regex.Replace(label, @"#(\d+);", (fun sign -> string (char (int sign.Groups[1].Value))))

        let boxes =
            [
                for each in Regex.Matches(text, "^\s+(n\d+)(?:\(\[|\[)\"(.*)\"\]\)?$", RegexOptions.Multiline) ->
                    each.Groups[1].Value, List.ofArray ((plain each.Groups[2].Value).Split "<br/>")
            ]

        told
            boxes
            [
                for each in Regex.Matches(text, "^  (n\d+) -->\|\"grad (.*)\"\| (n\d+)$", RegexOptions.Multiline) ->
                    (each.Groups[3].Value, each.Groups[1].Value), plain each.Groups[2].Value
            ]

    let private svg name =
        XName.Get(name, "http://www.w3.org/2000/svg")

    let private attribute (name: string) (element: XElement) =
        match element.Attribute(XName.Get name) with
        | null -> ""
        | found -> found.Value

    let ofSvg (text: string) =
        let page = XDocument.Parse text

        let boxes =
            [
                for group in page.Descendants(svg "g") do
                    if attribute "data-box" group <> "" then
                        let texts kind =
                            group.Elements(svg "text")
                            |> Seq.filter (fun each -> attribute "class" each = kind)
                            |> Seq.map _.Value
                            |> List.ofSeq

                        attribute "data-box" group,
                        [
                            List.head (texts "small caption" @ texts "label")
                            "value " + String.Join(' ', texts "value")
                            "grad " + String.Join(' ', texts "gradient")
                        ]
            ]

        told
            boxes
            [
                for ends, lines in
                    page.Descendants(svg "text")
                    |> Seq.filter (fun each -> attribute "data-to" each <> "")
                    |> Seq.groupBy (fun each -> attribute "data-to" each, attribute "data-from" each) ->
                    ends, String.Join(' ', lines |> Seq.map _.Value)
            ]

    /// The numbers and signs of a formula, in the order in which they are read; words have none.
    let ofLatex (latex: string) =
        let formula =
            Regex.Replace(latex, @"\\(text|operatorname|mathit)\{[^}]*\}|\\phantom\{=\}", " ")

        [
            for each in Regex.Matches(formula, @"\d[\d.]*|-|\\infty|\\mathrm\{NaN\}") ->
                match each.Value with
                | @"\infty" -> "\u221e"
                | @"\mathrm{NaN}" -> "NaN"
                | other -> other
        ]

    /// The same of each derivation in MathML.
    let ofMathML (html: string) =
        let math name =
            XName.Get(name, "http://www.w3.org/1998/Math/MathML")

        [
            for formula in XDocument.Parse(html).Descendants(math "math") ->
                [
                    for each in formula.Descendants() do
                        match each.Name.LocalName, each.Value with
                        | "mn", digits -> digits
                        | "mo", "\u2212" -> "-"
                        | "mi", ("\u221e" | "NaN" as word) -> word
                        | _ -> ()
                ]
        ]

    /// The number, column or matrix that a formula is; of a large array its shape.
    let elementsOf (latex: string) =
        let plain =
            latex
                .Replace(@"\left(", "")
                .Replace(@"\right)", "")
                .Replace(@"\begin{bmatrix}", "")
                .Replace(@"\end{bmatrix}", "")
                .Replace(@" \times 10^{", "e")
                .Replace(@"\mathrm{NaN}", "nan")
                .Replace(@"\infty", "inf")
                .Replace("}", "")

        [
            for each in plain.Split([| @"\\"; "&"; @"\times" |], StringSplitOptions.TrimEntries) -> parsed each
        ]

    /// The numbers of a table of scalars: forward a node's value, backward upstream, downstream, where it goes, and the running sum.
    let ofTable (text: string) =
        let rows = text.Split '\n'
        // The forward table ends where the backward table begins.
        let width = rows[1].IndexOf "step" - 1

        let values =
            [
                for row in rows do
                    let forward = row.Substring(0, min width row.Length)
                    let found = Regex.Match(forward, $@"^ *\d+  (\S+) .* ({number})\s*$")

                    if found.Success then
                        found.Groups[1].Value, parsed found.Groups[2].Value
            ]

        let flows =
            [
                for row in rows do
                    let backward = if row.Length > width then row.Substring width else ""

                    let found =
                        Regex.Match(
                            backward,
                            $@"(?<up>{number}) +× .* = +(?<down>{number}|-) +(?<into>[^\s=]\S*) +(?<sum>{number}|-)(?:   .*)?$"
                        )

                    if found.Success then
                        let group (name: string) = found.Groups[name].Value
                        group "up", group "down", group "into", group "sum"
            ]

        Map.ofList values, flows

    /// The arrays of the paragraphs, in order: each with the line above it.
    let ofParagraphs (text: string) =
        let mutable above = ""
        let found = ResizeArray<string * string>()

        for line in text.Split '\n' do
            if line = "      what is not finite begins here" then
                ()
            elif line.StartsWith("      ", StringComparison.Ordinal) then
                let last = found.Count - 1

                if last >= 0 && fst found[last] = above then
                    found[last] <- above, snd found[last] + " " + line.Trim()
                else
                    found.Add((above, line.Trim()))
            else
                above <- $"{found.Count} {line.Trim()}"

        [ for head, array in found -> head.Substring(head.IndexOf ' ' + 1), array ]
