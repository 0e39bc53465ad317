namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit

/// Every law can fail: for each there is a primitive that breaks it.
type LiarTests() =
    let options = VerifyOptions(Tests = 10, Seed = int64 Law.seed)

    static let declared name arity kernel rule notation =
        Primitive(
            name,
            Arity = arity,
            Shape = ShapeRules.Elementwise,
            Kernel = kernel,
            Derivative = rule,
            Notation = notation
        )

    /// A primitive of one input.
    static let unary name (f: float -> float) (slope: Expr -> Expr -> Expr) =
        declared name Arity.One (Kernel.Map f) (Rule.elementwise slope) (Notation.Function name)

    static let copy (original: Primitive) =
        Primitive(
            "mine",
            Arity = original.Arity,
            Shape = original.Shape,
            Kernel = original.Kernel,
            Derivative = original.Derivative,
            Notation = Notation.Function "mine",
            Domain = original.Domain,
            Convention = original.Convention,
            Branch = original.Branch,
            Algebra = original.Algebra,
            Role = original.Role,
            Samples = original.Samples,
            ReadAttributes = original.ReadAttributes
        )

    static let shifted (x: ReadOnlySpan<float32>) (y: Span<float32>) =
        for i in 0 .. y.Length - 1 do
            y[i] <- x[i] + 0.01f

    static let same (x: ReadOnlySpan<float>) (y: Span<float>) = x.CopyTo y

    static let calls = ref 0

    /// What each law is broken by.
    static let liars: (string * Primitive) list =
        [
            "its shape rule refuses what does not fit by a ShapeException",
            Primitive(
                "firstRow",
                Arity = Arity.One,
                Shape = ShapeRule(fun x _ -> Shape.Of(ReadOnlySpan [| x[0].Shape[1] |])),
                Kernel =
                    Kernel.Of(
                        (fun x y -> x[0].Slice(0, y.Length).CopyTo y),
                        (fun x y -> x[0].Slice(0, y.Length).CopyTo y)
                    ),
                Derivative = Rule.notDifferentiable "it is only here to be refused",
                Notation = Notation.Function "firstRow"
            )
            "its name and its notation can be read",
            declared
                "half"
                Arity.One
                (Kernel.Map(fun x -> 0.5 * x))
                (Rule.elementwise (fun _ _ -> constant 0.5))
                (Notation("half of it", "{0}", 5))
            "printed as source and read back it is the same application",
            Primitive(
                "scaled",
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(fun x -> 3.0 * x),
                Derivative = Rule.elementwise (fun _ _ -> constant 3.0),
                Notation = Notation.Function "scaled",
                Samples = [| Coefficient 3.0 |],
                ReadAttributes = fun _ -> Coefficient 4.0
            )
            "its kernels agree in double and in float",
            declared
                "shifted"
                Arity.One
                (Kernel.Map(Map<float> same, Map<float32> shifted))
                (Rule.elementwise (fun x _ -> ones x.Shape))
                (Notation.Function "shifted")
            "its value is the same however often it is computed",
            unary
                "counting"
                (fun x ->
                    calls.Value <- calls.Value + 1
                    x + float calls.Value)
                (fun x _ -> ones x.Shape)
            "NaN propagates through it",
            unary "guarded" (fun x -> if Double.IsNaN x then 0.0 else x) (fun x _ -> ones x.Shape)
            "arrays without elements are as good as others",
            Primitive(
                "ofTheLargest",
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Of((fun x y -> y.Fill(x[0].[0])), (fun x y -> y.Fill(x[0].[0]))),
                Derivative = Rule.notDifferentiable "it is only here to fail",
                Notation = Notation.Function "ofTheLargest"
            )
            "its identities hold bit for bit",
            Primitive(
                "difference",
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip(fun a b -> a - b),
                Derivative = Rule.elementwise2 (fun a b _ -> ones a.Shape, -(ones b.Shape)),
                Notation = Notation.Function "difference",
                Algebra = Algebra(Commutative = true)
            )
            "its gradient is right in both modes, to second order", unary "curve" sin (fun x _ -> 1.000001 * cos x)
            "its gradient is right in random graphs", unary "bend" tanh (fun _ y -> 1.0 - y)
            "inside its domain it is finite and so are its derivatives", unary "root" sqrt (fun _ y -> 0.5 / y)
            "its domain ends where the function ends or has a kink",
            Primitive(
                "risen",
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(fun x -> x + 1.0),
                Derivative = Rule.elementwise (fun x _ -> ones x.Shape),
                Notation = Notation.Function "risen",
                Domain = Domain.Of(ReadOnlySpan [| Interval.Positive |])
            )
            "its branch signature changes where it jumps or has a kink",
            unary "ramp" (fun x -> max x 0.0) (fun x _ -> x .> 0.0)
            "it does to a gradient what its gate role says",
            Primitive(
                "tripled",
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(fun x -> 3.0 * x),
                Derivative = Rule.elementwise (fun x _ -> fill x.Shape 3.0),
                Notation = Notation.Function "tripled",
                Role = GateRole.Distributor
            )
        ]

    static let wrong: (string * Primitive) list =
        let like (original: Primitive) rule =
            Primitive(
                "mine",
                Arity = original.Arity,
                Shape = original.Shape,
                Kernel = original.Kernel,
                Derivative = rule,
                Notation = original.Notation,
                Branch = original.Branch,
                Domain = original.Domain,
                Samples = original.Samples,
                ReadAttributes = original.ReadAttributes
            )

        let one rule = Rule.elementwise rule
        let two rule = Rule.elementwise2 rule

        [
            "dropped square", like Primitives.Tanh (one (fun _ y -> 1.0 - y))
            "wrong sign", like Primitives.Cos (one (fun x _ -> sin x))
            "input for output", like Primitives.Exp (one (fun x _ -> x))
            "a factor of 1.000001", like Primitives.Exp (one (fun _ y -> 1.000001 * y))
            "slope of the other side", like Primitives.Relu (one (fun x _ -> x .< 0.0))
            "operands not swapped", like Primitives.Mul (two (fun a b _ -> a, b))
            "dropped sign", like Primitives.Div (two (fun _ b y -> 1.0 / b, y / b))
            "both to the first", like Primitives.Sub (two (fun a b _ -> 2.0 * ones a.Shape, zeros b.Shape))
            "rows for columns", like Primitives.Permute (Rule.linear (fun y g -> reshape y.Inputs[0].Shape g))
        ]

    /// Roles that are not true, and what the law says.
    static let roles: (GateRole * string * Primitive) list =
        let claiming role (original: Primitive) =
            Primitive(
                "claimed",
                Arity = original.Arity,
                Shape = original.Shape,
                Kernel = original.Kernel,
                Derivative = original.Derivative,
                Notation = original.Notation,
                Domain = original.Domain,
                Convention = original.Convention,
                Branch = original.Branch,
                Samples = original.Samples,
                ReadAttributes = original.ReadAttributes,
                Role = role
            )

        [
            GateRole.Mixer, "a mixer mixes", claiming GateRole.Mixer Primitives.Exp
            GateRole.Mixer, "a mixer mixes", claiming GateRole.Mixer Primitives.Add
            GateRole.Router, "a router hands all or nothing on", claiming GateRole.Router Primitives.Sin
            GateRole.Router, "a router hands all or nothing on", claiming GateRole.Router Primitives.Mul
            GateRole.Distributor, "a distributor hands everything on", claiming GateRole.Distributor Primitives.Mul
            GateRole.Distributor, "a distributor hands everything on", claiming GateRole.Distributor Primitives.Max
            GateRole.SwapMultiplier,
            "a product is not curved along a factor",
            claiming GateRole.SwapMultiplier Primitives.Div
            GateRole.SwapMultiplier,
            "a product is not curved along a factor",
            claiming GateRole.SwapMultiplier Primitives.Square
            GateRole.LocalScaler, "a local scaler scales", claiming GateRole.LocalScaler Primitives.SoftmaxOver
            GateRole.LocalScaler, "a local scaler scales", claiming GateRole.LocalScaler Primitives.MatMul
            GateRole.LocalScaler, "a local scaler scales", claiming GateRole.LocalScaler Primitives.Sum
            GateRole.Vanishing,
            "where the gradient vanishes, nothing comes through",
            claiming GateRole.Vanishing Primitives.Relu
            GateRole.Vanishing,
            "where the gradient vanishes, nothing comes through",
            claiming GateRole.Vanishing Primitives.Reshape
            GateRole.Mover, "a mover counts copies", claiming GateRole.Mover Primitives.Neg
            GateRole.Adder, "an adder gathers", claiming GateRole.Adder Primitives.Sum
        ]

    static member Roles = TheoryData<int>(seq { 0 .. roles.Length - 1 })

    static member Laws = TheoryData<string>(PrimitiveLaw.All |> Seq.map _.Name)

    [<Theory; MemberData(nameof LiarTests.Laws)>]
    member _.``every law finds out who breaks it``(name: string) =
        let law = PrimitiveLaw.All |> Seq.find (fun law -> law.Name = name)
        let liar = liars |> List.find (fun (broken, _) -> broken = name) |> snd

        let problem =
            Assert.Throws<VerificationException>(fun () -> law.Check(liar, options))

        Assert.Contains(liar.Name, problem.Message)

    [<Fact>]
    member _.``what is declared rightly outside the library keeps every law``() =
        for original in
            [
                Primitives.Tanh
                Primitives.Relu
                Primitives.Div
                Primitives.MatMul
                Primitives.MaxOver
            ] do
            Verify.Primitive(copy original, options)

    [<Theory; MemberData(nameof LiarTests.Roles)>]
    member _.``a role that is not true is found out``(index: int) =
        let role, sentence, liar = roles[index]

        let law =
            PrimitiveLaw.All
            |> Seq.find (fun law -> law.Name = "it does to a gradient what its gate role says")

        let problem =
            Assert.Throws<VerificationException>(fun () ->
                law.Check(liar, VerifyOptions(Tests = 50, Seed = options.Seed)))

        Assert.True(problem.Message.Contains sentence, $"{role}: {problem.Message}")

    [<Fact>]
    member _.``wrong rules are found out``() =
        let law =
            PrimitiveLaw.All
            |> Seq.find (fun law -> law.Name = "its gradient is right in both modes, to second order")

        for name, primitive in wrong do
            let problem =
                Assert.Throws<VerificationException>(fun () -> law.Check(primitive, options))

            Assert.True(problem.Message.Contains "blame: the derivative of mine is wrong", $"{name}: {problem.Message}")
