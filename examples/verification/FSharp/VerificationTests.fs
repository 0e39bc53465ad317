module VerificationExample.VerificationTests

open FsCheck.Xunit
open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties

let images, targets = input "images" [ 5; 3 ], input "targets" [ 5; 2 ]
let model = dense "hidden" 3 7 >> tanh >> dense "output" 7 2

/// y = 2 x / (1 + |x|), as a primitive with the given rule.
let private softSign name rule =
    Primitive(
        name,
        Arity = Arity.One,
        Shape = ShapeRules.Elementwise,
        Kernel = Kernel.Map(fun x -> 2.0 * x / (1.0 + abs x)),
        Derivative = Rule.elementwise rule,
        Notation = Notation.Function name
    )

let right = softSign "softSign" (fun x _ -> 2.0 / square (1.0 + abs x))

// A planted bug: right for all positive x.
let wrong = softSign "wrongSoftSign" (fun x _ -> 2.0 / square (1.0 + x))

[<Fact>]
let ``the loss of my network has the right gradient`` () =
    Verify.Model(model images |> meanSquaredError targets)

[<Fact>]
let ``my function has the right gradient for every shape`` () =
    Verify.Model(fun x -> log (1.0 + square x) |> sum)

[<Fact>]
let ``my primitive keeps the laws`` () = Verify.Primitive right

[<Fact>]
let ``my plain function has the right gradient`` () =
    Verify.Function((fun x -> x[0] * exp x[1]), (fun x -> [| exp x[1]; x[0] * exp x[1] |]), 2)

[<Property(Arbitrary = [| typeof<Arbitraries> |])>]
let ``a graph twice as large has a gradient twice as large, bit for bit`` (recipe: Recipe) =
    let circuit = recipe.Build()

    let gradient (f: Expr) =
        Evaluate.Value(f |> grad [ circuit.Inputs[0] ] |> List.head, Array.ofSeq circuit.Bindings)

    (gradient (2.0 * circuit.Scalar)).SameBits(evalClosed (2.0 * Expr.Constant(gradient circuit.Scalar)))

[<Fact>]
let ``a planted bug is found, shrunk and blamed`` () = Verify.Primitive wrong
