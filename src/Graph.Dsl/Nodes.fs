namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Pattern matching over the three kinds of node.
[<AutoOpen>]
module Nodes =
    /// A node is a constant, an input, or a primitive applied with its attributes to inputs: there is no fourth kind.
    let (|Constant|Input|Apply|) (node: Expr) =
        node.Match(
            (fun constant -> Constant constant),
            (fun input -> Input input),
            (fun apply -> Apply(apply.Primitive, apply.Attributes, List.ofArray (apply.Inputs.ToArray())))
        )
