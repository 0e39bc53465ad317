namespace FunctionalGrad.PropertyTests

open System
open System.Text.Json
open System.Text.RegularExpressions
open System.Xml.Linq
open FunctionalGrad
open FunctionalGrad.Dsl
open Xunit

/// No name breaks a view, wherever it stands.
module NameLaws =
    let names =
        [
            "a<b>&\"c"
            "\\alpha_{"
            "$"
            "$$"
            "%"
            "%%"
            "#"
            "#35;"
            "~"
            "^"
            "`x`"
            "'"
            "''"
            "--"
            "-->"
            "<!--"
            "]]>"
            "</svg>"
            "<script>alert(1)</script>"
            "&lt;"
            "&"
            "&amp"
            "{"
            "}"
            "{{0}}"
            "\\"
            "\\\\"
            "\\end{align*}"
            "\\)"
            "\\n"
            "\""
            ";"
            "|"
            "a|b"
            "end"
            "graph"
            "click"
            "x y"
            "line\nbreak"
            "tab\tbell\u0007"
            "\u001b[31m"
            "\ud800"
            "\U0001F600"
            "\u05d0\u05d1\u05d2"
            String.replicate 40 "\U0001F600"
            "\u202eabc"
            "\u4f60\u597d"
            "\u00e9"
            "null"
            "__proto__"
            String('w', 300)
            String('<', 100)
        ]

    /// The name of an input, a module and a node.
    let private traceOf name =
        let x, w = scalar name, input (name + "2") [ 2; 2 ]
        let sin' = Primitives.Sin

        let gate =
            Primitive(
                "my_sin",
                Arity = sin'.Arity,
                Shape = sin'.Shape,
                Kernel = sin'.Kernel,
                Derivative = sin'.Derivative,
                Notation = Notation.Function "my_sin"
            )

        let f =
            named name (fun () ->
                relu (gate.Apply(ReadOnlySpan [| x |])) * x
                + max x (2.0 * x)
                + sum (matmul w w) * x)

        (explain f [ x => 2.0; w => [ [ 1.0; 2.0 ]; [ 3.0; -4.0 ] ] ]).Named(struct (f, name + "3"))

    let private words (page: XDocument) =
        [
            for each in page.Descendants() do
                if not each.HasElements then
                    each.Value.Replace('\u00a0', ' ')
        ]

    let private requireAll name =
        let trace = traceOf name
        let node = trace.Nodes |> Seq.find (fun node -> node.Name = name)

        for style in [ TextStyle.Default; TextStyle(Width = 80, Unicode = false) ] do
            let text = Explain.Text(trace, style)
            Assert.DoesNotContain(text, fun letter -> Char.IsControl letter && letter <> '\n')
            Assert.EndsWith("\n", text)

        let dot = DotSyntax.read (Explain.Dot trace)
        let mermaid = MermaidSyntax.read (Explain.Mermaid trace)
        Assert.Equal<Set<string>>(Set.ofList dot.Boxes, Set.ofList mermaid.Boxes)
        let svg = XDocument.Parse(Explain.Svg(trace, Explain.MostBoxes))
        Assert.Equal(dot.Boxes.Length, (DrawnSvg.boxes (nonNull svg.Root)).Length)
        let mathML = XDocument.Parse(Explain.MathML trace)

        for part in Regex.Matches(Explain.Latex trace, @"\$\$\n(.*?)\n\$\$\n", RegexOptions.Singleline) do
            LatexSyntax.require part.Groups[1].Value

        Assert.Equal(
            Seq.length (Explain.Derivations trace),
            Regex.Count(Explain.Latex trace, @"^\$\$$", RegexOptions.Multiline) / 2
        )

        let json = JsonDocument.Parse(Explain.Json trace).RootElement
        let told = json.GetProperty("nodes").[node.Id].GetProperty("name").GetString()

        // What is no Unicode at all is replaced.
        if name <> "\ud800" then
            Assert.Equal(name, told)

        // Shown whole where there is room and nothing is invisible.
        if
            name.Length < 20
            && name
               |> Seq.forall (fun letter -> letter < '\u2000' && not (Char.IsControl letter))
        then
            Assert.Contains(name, words svg)
            Assert.Contains(words mathML, fun each -> each = name || each.EndsWith(name, StringComparison.Ordinal))

    [<Fact>]
    let ``no name breaks a view`` () =
        for name in names do
            try
                requireAll name
            with broken ->
                Law.broken $"the name {name}: {broken}"

    [<Fact>]
    let ``Graphviz accepts all names`` () =
        match Traces.graphviz with
        | None -> ()
        | Some dot ->
            let drawings = [ for name in names -> Explain.Dot(traceOf name) ]
            let drawn = Traces.piped dot "-Tsvg" (String.concat "\n" drawings)

            Assert.Equal(
                drawings |> List.sumBy (fun drawing -> (DotSyntax.read drawing).Boxes.Length),
                Regex.Count(drawn, "class=\"node\"")
            )
