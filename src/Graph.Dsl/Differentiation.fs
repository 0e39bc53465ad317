namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Derivatives, as expressions.
[<AutoOpen>]
module Differentiation =
    /// The gradient of a scalar with respect to each of the given nodes: f |> grad [ x; y ].
    let grad (wrt: seq<#Expr>) (f: Expr) =
        List.ofSeq (Differentiate.Gradient(f, exprsOf wrt))

    /// A scalar and its gradient.
    let valueAndGrad (wrt: seq<#Expr>) (f: Expr) = f, grad wrt f

    /// The vector-Jacobian product with the given cotangent: f |> vjp [ x ] u.
    let vjp (wrt: seq<#Expr>) (cotangent: Expr) (f: Expr) =
        List.ofSeq (Differentiate.Vjp(f, cotangent, exprsOf wrt))

    /// The Jacobian-vector product, along pairs of node and tangent: f |> jvp [ x, t ].
    let jvp (tangents: #seq<Expr * Expr>) (f: Expr) =
        let wrt, tangents = tangents |> Seq.toArray |> Array.unzip
        Differentiate.Jvp(f, wrt, tangents)

    /// The Jacobian of f with respect to x, of f's axes followed by x's: f |> jacobian x.
    let jacobian (x: Expr) (f: Expr) = Differentiate.Jacobian(f, x)

    /// The Jacobian by reverse mode: one pass for each element of f.
    let jacobianByReverse (x: Expr) (f: Expr) =
        Differentiate.Jacobian(f, x, JacobianMode.Reverse)

    /// The Jacobian by forward mode: one pass for each element of x.
    let jacobianByForward (x: Expr) (f: Expr) =
        Differentiate.Jacobian(f, x, JacobianMode.Forward)

    /// The second derivatives of a scalar with respect to x, of x's axes twice: f |> hessian x.
    let hessian (x: Expr) (f: Expr) = Differentiate.Hessian(f, x)

    /// The second derivatives of a scalar with respect to each pair of nodes.
    let hessians (wrt: seq<#Expr>) (f: Expr) =
        [ for row in Differentiate.Hessian(f, exprsOf wrt) -> List.ofSeq row ]

    /// The product of the Hessian with a vector, along pairs of node and vector: f |> hvp [ x, v ].
    let hvp (vectors: #seq<Expr * Expr>) (f: Expr) =
        let wrt, vectors = vectors |> Seq.toArray |> Array.unzip
        List.ofSeq (Differentiate.Hvp(f, wrt, vectors))
