namespace FunctionalGrad.Dsl

open FunctionalGrad

/// The vocabulary: short words for the operations of the core, curried and data-last.
[<AutoOpen>]
module Words =
    /// A number that is bound by name when the graph is evaluated.
    let scalar (name: string) =
        Expr.Input(name, System.ReadOnlySpan<int>())

    /// The gradient of a scalar with respect to each of the given nodes.
    let grad (wrt: Expr list) (f: Expr) =
        List.ofSeq (Differentiate.Gradient(f, List.toArray wrt))
