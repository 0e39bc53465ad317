namespace FunctionalGrad.PropertyTests

open System
open FsCheck.FSharp
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open global.Xunit

/// What a user meets who verifies a model or a function.
type VerifyTests() =
    let options = VerifyOptions(Tests = 10, Seed = 2026L)

    let message (verify: unit -> unit) =
        Assert.Throws<VerificationException>(verify).Message

    let cubing =
        Primitive(
            "cube",
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(fun x -> x * x * x),
            Derivative = Rule.elementwise (fun x _ -> 2.0 * square x),
            Notation = Notation.Function "cube"
        )

    let forgetful =
        Primitive(
            "mulForget",
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip(fun a b -> a * a * b),
            Derivative = Rule.custom (fun n g -> [ Some(2.0 * g * n.Inputs[0] * n.Inputs[1]); None ]),
            Notation = Notation.Function "mulForget"
        )

    [<Fact>]
    member _.``an operand that a rule forgets is still moved``() =
        let v, scale = vector "v" 2, vector "scale" 2
        let loss = sum (apply forgetful [ v; scale ])
        let text = message (fun () -> Verify.Model(loss, options))
        Assert.Contains("blame: the derivative of mulForget is wrong with respect to its input 2", text)

        Assert.Contains(
            "blame: the derivative of mulForget is wrong with respect to its input 2",
            message (fun () -> Verify.Model(apply forgetful [ input "a" []; input "b" [] ], options))
        )

        message (fun () -> Verify.Primitive(forgetful, options)) |> ignore

    [<Fact>]
    member _.``one point that tells nothing does not make vacuous passes worth more``() =
        let f (x: float[]) = if x[0] > 1.9 then nan else 3.0

        let text =
            message (fun () -> Verify.Function(f, (fun _ -> [| 0.0 |]), 1, VerifyOptions(Tests = 100, Seed = 2026L)))

        Assert.StartsWith("the gradient of the function: every pass was vacuous", text)

    [<Fact>]
    member _.``a model with parameters, data and class labels is verified as it is``() =
        let model = dense "hidden" 3 5 >> tanh >> dense "output" 5 4

        let loss =
            model (input "images" [ 2; 3 ]) |> softmaxCrossEntropy (input "labels" [ 2 ])

        Verify.Model(loss, options)

    [<Fact>]
    member _.``inputs lie in the domains of the primitives that read them``() =
        let x, y = vector "x" 3, vector "y" 3
        Verify.Model(sum (log x * sqrt y + log1p x), VerifyOptions(Tests = 10, MostInconclusive = 0.0))

    [<Fact>]
    member _.``a wrong primitive in a model is shrunk and blamed``() =
        let x = vector "x" 2

        let text =
            message (fun () -> Verify.Model(sum (sin x * apply cubing [ x ]), options))

        Assert.StartsWith("the gradient of the model is right: not so in test 1 of 10, shrunk", text)

        Assert.Contains("// at [ x => NDArray.create [2] [1.0; 1.0] ]", text)
        Assert.Contains("blame: the derivative of cube is wrong with respect to its input 1", text)
        Assert.Contains("let f = cube x1\n  check f [ x1 => 1.0 ]", text.Replace("\r", ""))
        Assert.EndsWith("seed: FUNCTIONALGRAD_SEED=2026, or VerifyOptions.Seed, with 10 tests", text)

    [<Fact>]
    member _.``a function of an expression is verified on every shape that it accepts``() =
        Verify.Model((fun x -> x / (1.0 + square x)), options)
        let text = message (fun () -> Verify.Model((fun x -> apply cubing [ x ]), options))
        Assert.Contains("let x = input \"x\" []\ncube x\n// at [ x => 1.0 ]", text)

    [<Fact>]
    member _.``a function that accepts no shape is told what it said``() =
        let text =
            message (fun () -> Verify.Model((fun x -> x + input "y" [ 11; 13 ] |> reshape [ 4 ]), options))

        Assert.StartsWith("the function accepts none of the shapes that were tried; of the last it says: ", text)
        Assert.EndsWith(" Give an expression on inputs of the right shapes instead.", text)

    [<Fact>]
    member _.``what is held keeps its value and gets no gradient``() =
        let x, y = scalar "x", scalar "y"
        // Below 0 the logarithm has no value: held at 2 it has.
        Verify.Model(
            log (y + 0.0) * x,
            VerifyOptions(Tests = 10, MostInconclusive = 0.0),
            Binding<float>(y, NDArray<float>.Scalar 2.0)
        )

        Assert.Throws<ArgumentException>(fun () ->
            Verify.Model(x, options, Binding<float>(x, NDArray<float>.Scalar 2.0)))
        |> ignore

    [<Fact>]
    member _.``where nothing can be said of most points that is an error``() =
        let x = scalar "x"
        let text = message (fun () -> Verify.Model(log (x - 10.0), options))

        Assert.StartsWith(
            "the gradient of the model: at 10 of 10 points nothing can be said, most often because ",
            text
        )

        Assert.Contains("Draw points where it is finite and smooth by VerifyOptions.Values?", text)

        let above =
            VerifyOptions(Tests = 10, Values = Gen.map (fun n -> 11.0 + float n / 100.0) (Gen.choose (0, 900)))

        Verify.Model(log (x - 10.0), above)

    [<Fact>]
    member _.``a model that is constant is not verified in vain``() =
        let x = scalar "x"
        let text = message (fun () -> Verify.Model(Expr.StopGradient x * 2.0, options))
        Assert.StartsWith("the gradient of the model: every pass was vacuous: ", text)

    [<Fact>]
    member _.``a gradient written down by hand is verified``() =
        let x, y = scalar "x", scalar "y"
        let f = x * sin y
        Verify.Gradient(f, [ struct (x, sin y); struct (y, x * cos y) ], options)

        let text =
            message (fun () -> Verify.Gradient(f, [ struct (x, sin y); struct (y, x * sin y) ], options))

        Assert.Contains("gradient check: FAIL", text)

    [<Fact>]
    member _.``a plain function is verified``() =
        let f (x: float[]) = x[0] * exp x[1]
        Verify.Function(f, (fun x -> [| exp x[1]; f x |]), 2, options)

        let text =
            message (fun () -> Verify.Function(f, (fun x -> [| exp x[1]; x[0] |]), 2, options))

        Assert.StartsWith("the gradient of the function is right: not so in test 1 of 10, shrunk", text)
        Assert.Contains("at [| 1.0; 1.0 |]", text)

    [<Fact>]
    member _.``a law of random graphs that does not hold is shown on the smallest``() =
        let small (circuit: Circuit) =
            if (Tape.Of [| circuit.Scalar |]).Nodes.Count > 1 then
                Law.broken "it has more than one node"

        let text = message (fun () -> Verify.Graphs(small, options))
        Assert.StartsWith("the law holds of every graph: not so in test ", text)
        Assert.Contains("it has more than one node", text)

    [<Fact>]
    member _.``the same seed makes the same message``() =
        let x = vector "x" 2

        let text () =
            message (fun () -> Verify.Model(sum (apply cubing [ x ]), options))

        Assert.Equal(text (), text ())
