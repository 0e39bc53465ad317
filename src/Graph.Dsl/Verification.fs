namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Checks of gradients.
[<AutoOpen>]
module Verification =
    /// Checks the gradient of an expression with respect to all its inputs, where they are bound as eval binds them: check loss at.
    let inline check (f: Expr) pairs : GradientReport = GradientCheck.Of(f, bindings pairs)

    /// The same with options: how much to look at, the seed, second order, single precision.
    let inline checkWith (options: GradientCheckOptions) (f: Expr) pairs : GradientReport =
        GradientCheck.Of(f, bindings pairs, options)

    /// The same of an expression that has no inputs, where F# cannot tell what an empty list holds: it passes vacuously, and the report says so.
    let checkClosed (f: Expr) : GradientReport = GradientCheck.Of f

    /// Checks gradients that somebody else wrote down, as pairs of input and gradient: checkGradient [ x, 2.0 * x ] (square x) at.
    let inline checkGradient (gradient: (Expr * Expr) list) (f: Expr) pairs : GradientReport =
        let gradient = [| for input, derivative in gradient -> struct (input, derivative) |]

        GradientCheck.OfGradient(f, gradient, bindings pairs)

    /// Checks the gradient of a plain function: checkFunction f gradient [ 1.0; 2.0 ].
    let checkFunction (f: float[] -> float) (gradient: float[] -> float[]) (at: seq<float>) : GradientReport =
        GradientCheck.OfFunction(f, gradient, Seq.toArray at)
