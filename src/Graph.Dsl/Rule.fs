namespace FunctionalGrad.Dsl

open System
open FunctionalGrad

/// How a primitive of one's own is differentiated, as F# functions: Derivative = Rule.elementwise (fun x y -> 3.0 * square x).
[<RequireQualifiedAccess>]
module Rule =
    let private partial (weight: Expr) : Partial = Partial.op_Implicit weight

    /// Elementwise in one input x with output y: dy/dx.
    let elementwise (rule: Expr -> Expr -> Expr) =
        Derivative.Elementwise(Func<Expr, Expr, Partial>(fun x y -> partial (rule x y)))

    /// Elementwise in two inputs a and b with output y: dy/da and dy/db.
    let elementwise2 (rule: Expr -> Expr -> Expr -> Expr * Expr) =
        let partials a b y =
            let ofA, ofB = rule a b y
            struct (partial ofA, partial ofB)

        Derivative.Elementwise(Func<Expr, Expr, Expr, struct (Partial * Partial)> partials)

    /// Linear in its last input, with a matrix of zeros and ones: the cotangent of that input, given the node and a cotangent of its shape.
    let linear (transpose: Apply -> Expr -> Expr) =
        Derivative.Linear(Func<Apply, Expr, Expr> transpose)

    /// Linear in each of two inputs: the cotangent of the first and that of the second, given the node and a cotangent of its shape.
    let bilinear (left: Apply -> Expr -> Expr) (right: Apply -> Expr -> Expr) =
        Derivative.Bilinear(Func<Apply, Expr, Expr> left, Func<Apply, Expr, Expr> right)

    /// A pullback stated whole: a cotangent for each input, None where nothing flows; forward mode follows from it.
    let custom (pullback: Apply -> Expr -> Expr option list) =
        Derivative.Custom(fun node cotangent -> [| for x in pullback node cotangent -> Option.toObj x |])

    /// There is no derivative: asking for it is an error that says why.
    let notDifferentiable (why: string) = Derivative.NotDifferentiable why
