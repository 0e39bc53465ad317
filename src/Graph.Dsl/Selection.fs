namespace FunctionalGrad.Dsl

open System
open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Choices between expressions. For all that is no expression, max, min and sign are F#'s own.
/// Beside a number, an operand whose type F# does not know yet is taken to be an expression:
/// annotate it (b: float), or write Operators.max.
[<AutoOpen>]
module Selection =
    /// The larger of two, element by element; at a tie the gradient is split.
    let inline max a b =
        largerWith Unchecked.defaultof<Operand> a b

    /// The smaller of two, element by element; at a tie the gradient is split.
    let inline min a b =
        smallerWith Unchecked.defaultof<Operand> a b

    /// -1, 0 or 1, element by element.
    let inline sign x = signWith Unchecked.defaultof<Operand> x

    /// The larger of two; at a tie the gradient goes to the first.
    let maxFirst (a: Expr) (b: Expr) = Expr.Max(a, b, TiePolicy.First)

    /// The larger of two; at a tie the gradient goes to the second.
    let maxSecond (a: Expr) (b: Expr) = Expr.Max(a, b, TiePolicy.Second)

    /// The larger of two; a gradient at a tie is an error.
    let maxError (a: Expr) (b: Expr) = Expr.Max(a, b, TiePolicy.Error)

    /// The smaller of two; at a tie the gradient goes to the first.
    let minFirst (a: Expr) (b: Expr) = Expr.Min(a, b, TiePolicy.First)

    /// The smaller of two; at a tie the gradient goes to the second.
    let minSecond (a: Expr) (b: Expr) = Expr.Min(a, b, TiePolicy.Second)

    /// The smaller of two; a gradient at a tie is an error.
    let minError (a: Expr) (b: Expr) = Expr.Min(a, b, TiePolicy.Error)

    /// a b, but exactly 0 where either is 0, whatever the other is there.
    let strongMul (a: Expr) (b: Expr) = Expr.StrongMul(a, b)

    /// The share of the gradient that a gets of max a b: 1 where a is larger, 0 where b is, 1/2 at a tie.
    let wins (a: Expr) (b: Expr) = Expr.Wins(a, b)

    /// The share of the gradient that a gets of maxFirst a b.
    let winsFirst (a: Expr) (b: Expr) = Expr.Wins(a, b, TiePolicy.First)

    /// The share of the gradient that a gets of maxSecond a b.
    let winsSecond (a: Expr) (b: Expr) = Expr.Wins(a, b, TiePolicy.Second)

    /// The share of the gradient that a gets of maxError a b.
    let winsError (a: Expr) (b: Expr) = Expr.Wins(a, b, TiePolicy.Error)

    /// a where the condition is not 0, b where it is; the branch not taken has gradient 0: select (x .> 0) (sqrt x) 0.
    let inline select (condition: Expr) a b =
        Expr.Where(condition, (expr a: Expr), (expr b: Expr))

    /// The first if at some element all others, conditions of one shape, hold, else zeros; the last ones, as many as inverted says,
    /// hold where they are 0: whereAny 1 [ x; a .> 0; b ].
    let whereAny (inverted: int) (xs: #seq<Expr>) =
        Primitives.WhereAny.Apply(Inverted inverted, ReadOnlySpan(exprsOf xs))

    /// x, moved into [low, high].
    let clip (low: float) (high: float) (x: Expr) = Expr.Clip(x, low, high)
