namespace FunctionalGrad.Dsl

open FunctionalGrad

/// What can stand beside an expression as an operand: an expression or a number.
[<AbstractClass; Sealed>]
type Operand =
    /// An expression, as it is.
    static member ToExpr(x: Expr) = x

    /// A number, which broadcasts.
    static member ToExpr(x: float) = Expr.Constant x

    /// A whole number, which broadcasts.
    static member ToExpr(x: int) = Expr.Constant(float x)

    /// The larger of two expressions.
    static member Larger(a: Expr, b: Expr) = Expr.Max(a, b)

    /// The larger of an expression and a number.
    static member Larger(a: Expr, b: float) = Expr.Max(a, Expr.Constant b)

    /// The larger of a number and an expression.
    static member Larger(a: float, b: Expr) = Expr.Max(Expr.Constant a, b)

    /// F#'s own max.
    static member Larger(a: 'T, b: 'T) : 'T = Operators.max a b

    /// The smaller of two expressions.
    static member Smaller(a: Expr, b: Expr) = Expr.Min(a, b)

    /// The smaller of an expression and a number.
    static member Smaller(a: Expr, b: float) = Expr.Min(a, Expr.Constant b)

    /// The smaller of a number and an expression.
    static member Smaller(a: float, b: Expr) = Expr.Min(Expr.Constant a, b)

    /// F#'s own min.
    static member Smaller(a: 'T, b: 'T) : 'T = Operators.min a b

    /// The sign of an expression, elementwise.
    static member SignOf(x: Expr) = Expr.Sign x

    /// F#'s own sign.
    static member SignOf(x: float) = Operators.sign x

    /// F#'s own sign.
    static member SignOf(x: int) = Operators.sign x
