namespace FunctionalGrad.Dsl

open System
open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Primitives of one's own as words: let cube x = apply cubing [ x ].
[<AutoOpen>]
module Application =
    /// A primitive applied to its inputs.
    let apply (primitive: Primitive) (inputs: #seq<Expr>) =
        primitive.Apply(ReadOnlySpan(exprsOf inputs))

    /// A primitive applied with its attributes to its inputs.
    let applyWith (primitive: Primitive) (attributes: Attributes) (inputs: #seq<Expr>) =
        primitive.Apply(attributes, ReadOnlySpan(exprsOf inputs))
