namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Activation functions; tanh is F#'s own.
[<AutoOpen>]
module Activations =
    /// max(0, x), with derivative 0 at 0.
    let relu (x: Expr) = Expr.Relu x

    /// x where it is positive, slope x elsewhere; the lecture's slope is 0.1.
    let leakyRelu (slope: float) (x: Expr) = Expr.LeakyRelu(x, slope)

    /// x where it is positive, alpha (e^x - 1) elsewhere.
    let elu (alpha: float) (x: Expr) = Expr.Elu(x, alpha)

    /// x Phi(x), exact.
    let gelu (x: Expr) = Expr.Gelu x

    /// The derivative of leakyRelu: 1 where x > 0, the slope elsewhere.
    let leakySlope (slope: float) (x: Expr) = Expr.LeakySlope(x, slope)

    /// The derivative of elu: 1 where x > 0, alpha e^x elsewhere.
    let eluSlope (alpha: float) (x: Expr) = Expr.EluSlope(x, alpha)

    /// The approximation of gelu by tanh.
    let geluTanh (x: Expr) = Expr.GeluTanh x

    /// 1 / (1 + e^-x).
    let sigmoid (x: Expr) = Expr.Sigmoid x

    /// log(1 + e^x).
    let softplus (x: Expr) = Expr.Softplus x

    /// x sigmoid(x).
    let silu (x: Expr) = Expr.Silu x
