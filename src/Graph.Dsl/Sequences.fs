namespace FunctionalGrad.Dsl

open System
open FunctionalGrad

/// F#'s collections as the core takes them.
module internal Sequences =
    let shapeOf (lengths: seq<int>) =
        Shape.Of(ReadOnlySpan(Seq.toArray lengths))

    let intsOf (numbers: seq<int>) =
        Ints.Of(ReadOnlySpan(Seq.toArray numbers))

    let exprsOf (nodes: seq<#Expr>) =
        nodes |> Seq.map (fun node -> node :> Expr) |> Seq.toArray
