namespace FunctionalGrad.Dsl

open System
open FunctionalGrad

/// F#'s collections as the core takes them.
module internal Sequences =
    /// What was given; an ArgumentNullException where it is null.
    let given name (items: seq<'item>) =
        if isNull (box items) then nullArg name else items

    let shapeOf (shape: seq<int>) =
        Shape.Of(ReadOnlySpan(Seq.toArray (given (nameof shape) shape)))

    let intsOf (numbers: seq<int>) =
        Ints.Of(ReadOnlySpan(Seq.toArray (given (nameof numbers) numbers)))

    let exprsOf (expressions: seq<#Expr>) =
        given (nameof expressions) expressions
        |> Seq.map (fun each -> each :> Expr)
        |> Seq.toArray
