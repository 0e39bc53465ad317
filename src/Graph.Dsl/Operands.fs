namespace FunctionalGrad.Dsl

open FunctionalGrad

/// What can stand beside an expression as an operand: an expression or a number; F# chooses the overload from the type it sees.
[<AbstractClass; Sealed>]
type Operand =
    /// An expression, as it is.
    static member ToExpr(x: Expr) = x

    /// A number, which broadcasts.
    static member ToExpr(x: float) = Expr.Constant x

    /// A whole number, which broadcasts.
    static member ToExpr(x: int) = Expr.Constant(float x)

    /// One expression to the power of another.
    static member Power(a: Expr, b: Expr) = Expr.Pow(a, b)

    /// An expression to a power that is a number, exact for whole numbers at any base.
    static member Power(a: Expr, b: float) = Expr.Pow(a, b)

    /// An expression to a power that is a whole number, exact at any base.
    static member Power(a: Expr, b: int) = Expr.Pow(a, b)

    /// A number to the power of an expression.
    static member Power(a: float, b: Expr) = Expr.Pow(a, b)

    /// A whole number to the power of an expression.
    static member Power(a: int, b: Expr) = Expr.Pow(float a, b)

    /// The larger of two expressions.
    static member Larger(a: Expr, b: Expr) = Expr.Max(a, b)

    /// The larger of an expression and a number.
    static member Larger(a: Expr, b: float) = Expr.Max(a, Expr.Constant b)

    /// The larger of a number and an expression.
    static member Larger(a: float, b: Expr) = Expr.Max(Expr.Constant a, b)

    /// F#'s own max, for all that is no expression.
    static member Larger(a: 'T, b: 'T) : 'T = Operators.max a b

    /// The smaller of two expressions.
    static member Smaller(a: Expr, b: Expr) = Expr.Min(a, b)

    /// The smaller of an expression and a number.
    static member Smaller(a: Expr, b: float) = Expr.Min(a, Expr.Constant b)

    /// The smaller of a number and an expression.
    static member Smaller(a: float, b: Expr) = Expr.Min(Expr.Constant a, b)

    /// F#'s own min, for all that is no expression.
    static member Smaller(a: 'T, b: 'T) : 'T = Operators.min a b

    /// The sign of each element.
    static member SignOf(x: Expr) = Expr.Sign x

    /// F#'s own sign.
    static member SignOf(x: float) = Operators.sign x

    /// F#'s own sign.
    static member SignOf(x: float32) = Operators.sign x

    /// F#'s own sign.
    static member SignOf(x: int) = Operators.sign x

/// How the overloads of Operand are chosen; the words that use it are in the files that follow.
[<AutoOpen>]
module Operands =
    /// Chooses among the overloads of Operand.ToExpr; use expr instead.
    let inline toExprWith (_: ^Via) (x: ^X) : Expr =
        ((^Via or ^X): (static member ToExpr: ^X -> Expr) x)

    /// Chooses among the overloads of Operand.Power; use .^ instead.
    let inline powerWith (_: ^Via) (a: ^A) (b: ^B) : Expr =
        ((^Via or ^A or ^B): (static member Power: ^A * ^B -> Expr) a, b)

    /// Chooses among the overloads of Operand.Larger; use max instead.
    let inline largerWith (_: ^Via) (a: ^A) (b: ^B) : ^C =
        ((^Via or ^A or ^B): (static member Larger: ^A * ^B -> ^C) a, b)

    /// Chooses among the overloads of Operand.Smaller; use min instead.
    let inline smallerWith (_: ^Via) (a: ^A) (b: ^B) : ^C =
        ((^Via or ^A or ^B): (static member Smaller: ^A * ^B -> ^C) a, b)

    /// Chooses among the overloads of Operand.SignOf; use sign instead.
    let inline signWith (_: ^Via) (x: ^X) : ^Y =
        ((^Via or ^X): (static member SignOf: ^X -> ^Y) x)

    /// An expression from an expression or a number.
    let inline expr x =
        toExprWith Unchecked.defaultof<Operand> x
