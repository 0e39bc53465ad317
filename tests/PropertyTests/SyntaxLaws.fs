namespace FunctionalGrad.PropertyTests

open Xunit

/// The readers of DOT and Mermaid, which the laws of pictures rest on, notice what is neither.
module SyntaxLaws =
    [<Fact>]
    let ``what is no DOT is noticed`` () =
        let good =
            "digraph trace {\n  n0 [label=\"x\"];\n  n1 [label=\"y\"];\n  n0 -> n1;\n}\n"

        Assert.Equal(2, (DotSyntax.read good).Boxes.Length)

        for wrong in
            [
                good.Replace("\"x\"", "\"x\"\"")
                good.Replace("\"x\"", "\"x\n\"")
                good.Replace("\"x\"", "\"\\\"")
                good.Replace("\"x\"", "<b>")
                good.Replace("n1;", "n2;")
                good.Replace("n1;", "n1")
                good + "}"
                good.Replace("}", "")
            ] do
            Assert.ThrowsAny<exn>(fun () -> DotSyntax.read wrong |> ignore) |> ignore

    [<Fact>]
    let ``what is no Mermaid is noticed`` () =
        let good =
            "flowchart LR\n  accTitle: a\n  accDescr: b\n  n0([\"x<br/>#34;\"])\n  subgraph g0 [\"m\"]\n    n1[\"y\"]\n  end\n  n0 -->|\"1\"| n1\n"

        Assert.Equal(2, (MermaidSyntax.read good).Boxes.Length)

        for wrong in
            [
                good.Replace("\"y\"", "\"y\"\"")
                good.Replace("\"y\"", "\"<b>\"")
                good.Replace("\"y\"", "\"&lt;\"")
                good.Replace("\"y\"", "y")
                good.Replace("\"y\"", "\"#x;\"")
                good.Replace("  end\n", "")
                good.Replace("n1[", "n0[")
                good.Replace("| n1", "| n2")
                good.Replace("accTitle: a", "accTitle: {a")
                good + "x\n"
                good.TrimEnd()
            ] do
            Assert.NotEqual<string>(good, wrong)
            Assert.ThrowsAny<exn>(fun () -> MermaidSyntax.read wrong |> ignore) |> ignore
