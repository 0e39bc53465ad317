namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Graphs as text, and graphs rewritten.
[<AutoOpen>]
module Text =
    /// The whole graph as text of this vocabulary: paste it into a script, or read it back.
    let source (f: Expr) = Source.Of f

    /// The graph that a text says; the text is read, not run.
    let readSource (text: string) = Source.Read(text, [||])

    /// The graph with nodes replaced: f |> substitute [ x, 2.0 * t ].
    let substitute (replacements: #seq<Expr * Expr>) (f: Expr) =
        Substitute.In(f, [| for from, into in replacements -> struct (from, into) |])

    /// The graph made simpler without a bit of its value or gradient changed.
    let simplify (f: Expr) = Simplify.Graph f

    /// What is probably a mistake in the graph when it is differentiated with respect to the given nodes, in sentences: loss |> lint (parameters loss).
    let lint (wrt: seq<#Expr>) (f: Expr) =
        List.ofSeq (Lint.Of(f, Sequences.exprsOf wrt))
