namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Operators that MathNet's users expect, and comparisons: F#'s own compare whole values and yield a bool.
[<AutoOpen>]
module DotOperators =
    /// a b, element by element: the same as a * b.
    let inline (.*) a b = expr a * expr b

    /// a / b, element by element: the same as a / b.
    let inline (./) a b = expr a / expr b

    /// a to the power b, element by element: the same as a ** b, with a number allowed on either side: 2.0 .^ x.
    let inline (.^) a b =
        powerWith Unchecked.defaultof<Operand> a b

    /// 1 where a is greater than b, else 0.
    let inline (.>) a b = Expr.op_GreaterThan (expr a, expr b)

    /// 1 where a is less than b, else 0.
    let inline (.<) a b = Expr.op_LessThan (expr a, expr b)

    /// 1 where a is greater than b or equal to it, else 0.
    let inline (.>=) a b =
        Expr.op_GreaterThanOrEqual (expr a, expr b)

    /// 1 where a is less than b or equal to it, else 0.
    let inline (.<=) a b =
        Expr.op_LessThanOrEqual (expr a, expr b)

    /// 1 where a equals b, else 0.
    let inline (.=) a b = Expr.EqualTo(expr a, expr b)

    /// 1 where a does not equal b, else 0.
    let inline (.<>) a b = Expr.NotEqualTo(expr a, expr b)
