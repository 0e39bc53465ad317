namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Arithmetic, powers and comparisons by their words; F#'s own operators and exp, log, sqrt, sin, cos, tanh, abs, floor work too.
[<AutoOpen>]
module Arithmetic =
    /// -x.
    let neg (x: Expr) = -x

    /// The sum of any number of expressions of one shape, as one node.
    let add (terms: #seq<Expr>) = Expr.Add(exprsOf terms)

    /// a - b.
    let sub (a: Expr) (b: Expr) = a - b

    /// a b, element by element.
    let mul (a: Expr) (b: Expr) = a * b

    /// a / b.
    let div (a: Expr) (b: Expr) = a / b

    /// x to the power y, both expressions.
    let pow (x: Expr) (y: Expr) = Expr.Pow(x, y)

    /// x to the power y differentiated i times in x and j times in y, times all expressions that follow them: powDerivative 1 0 [ x; y; g ].
    let powDerivative (i: int) (j: int) (xs: #seq<Expr>) = Expr.PowDerivative(exprsOf xs, i, j)

    /// x to a power that is a number, exact for whole numbers at any x: powConstant 3.0 x.
    let powConstant (exponent: float) (x: Expr) = Expr.Pow(x, exponent)

    /// x squared.
    let square (x: Expr) = Expr.Square x

    /// 1 / x.
    let reciprocal (x: Expr) = Expr.Reciprocal x

    /// e^x - 1, exact near 0.
    let expm1 (x: Expr) = Expr.ExpM1 x

    /// log(1 + x), exact near 0.
    let log1p (x: Expr) = Expr.Log1P x

    /// The error function.
    let erf (x: Expr) = Expr.Erf x

    /// The distribution function of the standard normal distribution.
    let normalCdf (x: Expr) = Expr.NormalCdf x

    /// The density of the standard normal distribution.
    let normalPdf (x: Expr) = Expr.NormalPdf x

    /// 1 where a is greater than b, else 0: a .> b.
    let greater (a: Expr) (b: Expr) = a .> b

    /// 1 where a is less than b, else 0: a .< b.
    let less (a: Expr) (b: Expr) = a .< b

    /// 1 where a is greater than b or equal to it, else 0: a .>= b.
    let greaterEqual (a: Expr) (b: Expr) = a .>= b

    /// 1 where a is less than b or equal to it, else 0: a .<= b.
    let lessEqual (a: Expr) (b: Expr) = a .<= b

    /// 1 where a equals b, else 0: a .= b.
    let equal (a: Expr) (b: Expr) = a .= b

    /// 1 where a does not equal b, else 0: a .<> b.
    let notEqual (a: Expr) (b: Expr) = a .<> b
