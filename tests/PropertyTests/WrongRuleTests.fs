namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit

/// The check that the laws rest on can fail: it finds wrong rules out, and passes the right ones.
type WrongRuleTests() =
    /// A primitive with the value of another and the given rule.
    let like (original: Primitive) rule =
        Primitive(
            $"wrong {original.Name}",
            Arity = original.Arity,
            Shape = original.Shape,
            Kernel = original.Kernel,
            Derivative = rule,
            Notation = original.Notation,
            Branch = original.Branch,
            Domain = original.Domain
        )

    let unary (rule: Expr -> Expr -> Expr) =
        Derivative.Elementwise(Func<Expr, Expr, Partial>(fun x y -> Partial.op_Implicit (rule x y)))

    let binary (rule: Expr -> Expr -> Expr -> Expr * Expr) =
        Derivative.Elementwise(
            Func<Expr, Expr, Expr, struct (Partial * Partial)>(fun a b y ->
                let one, other = rule a b y
                struct (Partial.op_Implicit one, Partial.op_Implicit other))
        )

    let linear (transpose: Apply -> Expr -> Expr) =
        Derivative.Linear(Func<Apply, Expr, Expr>(fun y g -> transpose y g))

    /// Whether differences accept the rule, on a graph that uses the node twice.
    let accepted (primitive: Primitive) attributes (shapes: int array list) =
        let random = Random 11

        let inputs =
            shapes
            |> List.mapi (fun i shape -> inputOf $"x{i}" (shapeOf shape))
            |> Array.ofList

        let point =
            inputs
            |> Array.mapi (fun i x ->
                arrayOf x.Shape (Array.init x.Shape.Size (fun _ -> Chance.inside random primitive.Domain[i])))

        let y = primitive |> applyTo inputs attributes
        let f = Recipe.weighted (y + 0.5 * Expr.Sin y)

        try
            Gradients.check (Tally()) random f inputs point
            true
        with :? InvalidOperationException ->
            false

    let matrix = [ [| 2; 3 |] ]
    let pair = [ [| 2; 3 |]; [| 2; 3 |] ]
    let factors = [ [| 2; 3 |]; [| 3; 5 |] ]
    let none = Attributes.None
    let along axis = Axes(intsOf [| axis |]) :> Attributes

    [<Fact>]
    member _.``right rules are accepted``() =
        Assert.True(accepted (like Primitives.Tanh (unary (fun _ y -> 1.0 - y * y))) none matrix)
        Assert.True(accepted (like Primitives.Div (binary (fun _ b y -> 1.0 / b, -y / b))) none pair)
        Assert.True(accepted Primitives.MatMul none factors)
        Assert.True(accepted Primitives.MaxOver (along 1) matrix)

    [<Fact>]
    member _.``wrong rules are found out``() =
        let wrong =
            [
                "dropped square", like Primitives.Tanh (unary (fun _ y -> 1.0 - y)), none, matrix
                "wrong sign", like Primitives.Cos (unary (fun x _ -> Expr.Sin x)), none, matrix
                "input for output", like Primitives.Exp (unary (fun x _ -> x)), none, matrix
                "a factor of 1.000001", like Primitives.Exp (unary (fun _ y -> 1.000001 * y)), none, matrix
                "slope of the other side",
                like Primitives.Relu (unary (fun x _ -> Expr.op_LessThan (x, 0.0))),
                none,
                matrix
                "operands not swapped", like Primitives.Mul (binary (fun a b _ -> a, b)), none, pair
                "dropped sign", like Primitives.Div (binary (fun _ b y -> 1.0 / b, y / b)), none, pair
                "both to the first",
                like Primitives.Add (binary (fun a _ _ -> Expr.Ones a.Shape * 2.0, Expr.Zeros a.Shape)),
                none,
                pair
                "a sum for a mean",
                like
                    Primitives.Sum
                    (linear (fun y g -> 0.5 * Expr.Broadcast(Expr.Reshape(g, shapeOf [| 2; 1 |]), y.Inputs[0].Shape))),
                along 1,
                matrix
                "rows for columns",
                like Primitives.Permute (linear (fun y g -> Expr.Reshape(g, y.Inputs[0].Shape))),
                (Axes(intsOf [| 1; 0 |]) :> Attributes),
                matrix
            ]

        let survivors =
            wrong
            |> List.filter (fun (_, primitive, attributes, shapes) -> accepted primitive attributes shapes)
            |> List.map (fun (name, _, _, _) -> name)

        Assert.True(survivors.IsEmpty, $"accepted: %A{survivors}")
