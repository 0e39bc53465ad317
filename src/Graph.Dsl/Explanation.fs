namespace FunctionalGrad.Dsl

open FunctionalGrad

/// The chain rule at work: traces of a backward pass.
[<AutoOpen>]
module Explanation =
    /// The forward values and every step of the backward pass of a scalar: explain f [ x, -2.0; y, 5.0 ].
    let inline explain (f: Expr) pairs = Explain.Of(f, bindings pairs)

    /// The same for an expression of any shape that receives the given upstream gradient: explainFrom [[1.0; 2.0]] f at.
    let inline explainFrom upstream (f: Expr) pairs =
        Explain.Of(f, ndarray upstream, bindings pairs)

/// Views of a trace, each a pure function of it.
module Trace =
    /// The trace with some nodes called otherwise: trace |> Trace.named [ q, "q" ].
    let named (names: seq<Expr * string>) (trace: BackwardTrace) =
        trace.Named [| for node, name in names -> struct (node, name) |]

    /// Tables of upstream, local and downstream, as plain text.
    let text (trace: BackwardTrace) = Explain.Text trace

    /// The text in the given style: trace |> Trace.styled (TextStyle.ForConsole()).
    let styled style (trace: BackwardTrace) = Explain.Text(trace, style)

    /// The forward pass and the mirrored backward pass as F# code of this vocabulary.
    let staged (trace: BackwardTrace) = Explain.Staged trace

    /// A picture: values above the wires, gradients below; a complete SVG document.
    let svg (trace: BackwardTrace) = Explain.Svg trace

    /// The graph in Graphviz' language.
    let dot (trace: BackwardTrace) = Explain.Dot trace

    /// The graph in Mermaid's language.
    let mermaid (trace: BackwardTrace) = Explain.Mermaid trace

    /// The chain rule for each node at four depths, in Markdown with LaTeX.
    let latex (trace: BackwardTrace) = Explain.Latex trace

    /// The same as HTML with MathML.
    let mathML (trace: BackwardTrace) = Explain.MathML trace

    /// Everything the trace knows, as JSON of a versioned schema.
    let json (trace: BackwardTrace) = Explain.Json trace

    /// The same line by line, lazily: a line for each node and each step.
    let jsonLines (trace: BackwardTrace) = Explain.JsonLines trace
