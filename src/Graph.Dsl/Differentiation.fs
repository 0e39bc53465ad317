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
