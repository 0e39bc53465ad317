namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open global.Xunit

/// What is wrong at exactly 0 alone is met, and options that make no sense are refused.
type ZeroTests() =
    let message (verify: unit -> unit) =
        Assert.Throws<VerificationException>(verify).Message

    let one = Expr.Constant 1.0

    let unary name (f: float -> float) rule =
        Primitive(
            name,
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map f,
            Derivative = Rule.elementwise rule,
            Notation = Notation.Function name
        )

    /// sin, but for its rule at 0.
    let wrongAtZero =
        unary "sin0" sin (fun x _ -> select (x .= 0.0) (3.0 * one) (cos x))

    /// relu with a slope of 2 at 0.
    let steepAtZero =
        Primitive(
            "relu2",
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(max 0.0),
            Derivative = Rule.elementwise (fun x _ -> select (x .= 0.0) (2.0 * one) (x .> 0.0)),
            Notation = Notation.Function "relu2",
            Domain = Domain.RealsExcept 0.0,
            Branch =
                BranchSignature(fun x branches ->
                    for i in 0 .. branches.Length - 1 do
                        branches[i] <- sign (x[0].[i]))
        )

    [<Fact>]
    member _.``a rule that is wrong at 0 alone is found in a primitive``() =
        for wrong in [ wrongAtZero; steepAtZero ] do
            let text = message (fun () -> Verify.Primitive wrong)
            Assert.Contains($"blame: the derivative of {wrong.Name} is wrong", text)

    [<Fact>]
    member _.``a rule that is wrong at 0 alone is found in a model``() =
        for wrong in [ wrongAtZero; steepAtZero ] do
            let x, y = vector "x" 2, scalar "y"
            let text = message (fun () -> Verify.Model(sum (y * apply wrong [ x ])))
            Assert.Contains($"blame: the derivative of {wrong.Name} is wrong", text)

    [<Fact>]
    member _.``a plain gradient that is wrong at 0 alone is found``() =
        let slope (x: float[]) =
            [| (if x[0] = 0.0 then 3.0 else cos x[0]) |]

        let text = message (fun () -> Verify.Function((fun x -> sin x[0]), slope, 1))
        Assert.Contains("at [| 0.0 |]", text)

    [<Fact>]
    member _.``zeros are drawn only where a model is finite``() =
        let x, y = vector "x" 3, vector "y" 3

        Verify.Model(sum (y / x + log x + sqrt y), VerifyOptions(Zeros = 1.0, MostInconclusive = 0.0))

    [<Fact>]
    member _.``numbers that are given are all that is drawn, unless zeros are asked for``() =
        let wrong (x: float[]) =
            [| (if x[0] = 0.0 then 3.0 else cos x[0]) |]

        let values = FsCheck.FSharp.Gen.constant 0.5
        Verify.Function((fun x -> sin x[0]), wrong, 1, VerifyOptions(Values = values))

        message (fun () -> Verify.Function((fun x -> sin x[0]), wrong, 1, VerifyOptions(Values = values, Zeros = 0.5)))
        |> ignore

    [<Fact>]
    member _.``options that make no sense are refused``() =
        let refused options =
            Assert
                .Throws<ArgumentOutOfRangeException>(fun () ->
                    Verify.Function((fun x -> x[0] * x[0]), (fun _ -> [| 77.0 |]), 1, options))
                .Message

        for tests in [ 0; -1 ] do
            Assert.StartsWith(
                $"verify: Tests is {tests}: nothing would be tested. Look at 1 case at least.",
                refused (VerifyOptions(Tests = tests))
            )

        Assert.StartsWith(
            "verify: MostInconclusive is 1.5: it is a share, from 0 to 1.",
            refused (VerifyOptions(MostInconclusive = 1.5))
        )

        Assert.StartsWith("verify: Zeros is -1: it is a share, from 0 to 1.", refused (VerifyOptions(Zeros = -1.0)))

    [<Fact>]
    member _.``a name to hold that the model does not have is refused with those that it has``() =
        let x, y = scalar "x", scalar "y"

        let problem =
            Assert.Throws<BindingException>(fun () ->
                Verify.Model(exp x * y, Binding<float>("why", NDArray<float>.Scalar 2.0)))

        Assert.Equal(
            "verify: \"why\" is to be held, but the model has no input of that name. Its inputs are x, y.",
            problem.Message
        )

    [<Fact>]
    member _.``a gradient that is not the same each time is said to be so``() =
        let mutable calls = 0

        let moody (_: float[]) =
            calls <- calls + 1
            [| (if calls = 8 then 5.0 else 1.0) |]

        Assert.Contains(
            "run again on the same case it holds: what is tested does not give the same answer each time. Does it keep a state, or draw random numbers?",
            message (fun () -> Verify.Function((fun x -> x[0]), moody, 1))
        )
