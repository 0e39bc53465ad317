module FunctionalGrad.PropertyTests.DslTestsGraphs

open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

let private x, y, z = scalar "x", scalar "y", scalar "z"
let private w = input "w" [ 1; 2 ]
let private message<'Problem when 'Problem :> exn> (act: unit -> unit) = Assert.Throws<'Problem>(act).Message

[<Fact>]
let ``The lecture's first circuit reads as in the design`` () =
    let f = (x + y) * z

    let gradient = f |> grad [ x; y; z ] |> List.map (eval [ x, -2.0; y, 5.0; z, -4.0 ])

    Assert.Equal<float list>([ -4.0; -4.0; 3.0 ], List.map NDArray.toScalar gradient)

[<Fact>]
let ``Numbers mix with expressions from both sides`` () =
    let f = 2.0 * x + 1 - (3 - x) / 2.0 + 6 / x - x / 3
    Assert.Equal(2.0 * 3.0 + 1.0 - 0.0 + 2.0 - 1.0, f |> eval [ x => 3.0 ] |> NDArray.toScalar)

[<Fact>]
let ``An input is bound to lists, arrays, matrices and by its name`` () =
    let sum = Expr.Sum(w * w)

    let all =
        [
            w => [ [ 1.0; 2.0 ] ]
            w => [| [| 1.0; 2.0 |] |]
            w => array2D [ [ 1.0; 2.0 ] ]
            w
            => MathNet.Numerics.LinearAlgebra.Matrix<float>.Build.DenseOfArray(array2D [ [ 1.0; 2.0 ] ])
            w => NDArray.create [ 1; 2 ] [ 1.0; 2.0 ]
            "w" => [ [ 1.0; 2.0 ] ]
        ]

    for binding in all do
        Assert.Equal(5.0, sum |> eval [ binding ] |> NDArray.toScalar)

[<Fact>]
let ``A vector is bound to lists, arrays and vectors`` () =
    let v = vector "v" 2

    for binding in
        [
            v => [ 1.0; 2.0 ]
            v => [| 1.0; 2.0 |]
            v => [ 1; 2 ]
            v => [| 1; 2 |]
            v => MathNet.Numerics.LinearAlgebra.Vector<float>.Build.Dense [| 1.0; 2.0 |]
        ] do
        Assert.Equal(5.0, Expr.Sum(v * v) |> eval [ binding ] |> NDArray.toScalar)

[<Fact>]
let ``Several expressions are evaluated at once`` () =
    let values = [ x + y; x * y ] |> evalMany [ x, 2.0; y, 3.0 ]
    Assert.Equal<float list>([ 5.0; 6.0 ], List.map NDArray.toScalar values)

[<Fact>]
let ``Every node is one of three kinds`` () =
    let rec word node =
        match node with
        | Constant constant -> $"{constant.Value.ToScalar()}"
        | Input input -> input.Name
        | Apply(primitive, _, inputs) -> $"""({primitive.Name} {inputs |> List.map word |> String.concat " "})"""

    Assert.Equal("(mul (add x y) (exp 2))", word ((x + y) * exp (constant 2.0)))

[<Fact>]
let ``A missing binding is named`` () =
    Assert.Equal(
        "evaluate: the input y [] is not bound. Bind it to an array of that shape.",
        message<BindingException>(fun () -> x + y |> eval [ x => 1.0 ] |> ignore)
    )

[<Fact>]
let ``A superfluous binding is named`` () =
    Assert.Equal(
        "evaluate: v is bound, but the graph has no input of that name. It has x.",
        message<BindingException>(fun () -> x |> eval [ "x" => 1.0; "v" => 2.0 ] |> ignore)
    )

[<Fact>]
let ``A binding of another shape is named`` () =
    Assert.Equal(
        "evaluate: the input w is [1, 2], but is bound to an array of shape [2]. Reshape it?",
        message<BindingException>(fun () -> w |> eval [ w => [ 1.0; 2.0 ] ] |> ignore)
    )

[<Fact>]
let ``An expression that is no input cannot be bound`` () =
    Assert.Equal(
        "bind: add [] is not an input, so it cannot be bound. Bind the inputs below it, or substitute it.",
        message<BindingException>(fun () -> (x + y => 1.0) |> ignore)
    )

[<Fact>]
let ``The gradient of an array is refused`` () =
    Assert.Equal(
        "gradient: the expression is [1, 2], but only a scalar [] has a gradient. Sum it, or use vjp or jacobian.",
        message<ShapeException>(fun () -> w |> grad [ w ] |> ignore)
    )

let private cube = x * x * y

[<Fact>]
let ``The words of derivatives forward to the core`` () =
    let at f =
        f |> eval [ x => 3.0; y => 5.0 ] |> NDArray.toScalar

    let value, gradient = cube |> valueAndGrad [ x; y ]
    Assert.Equal<float list>([ 45.0; 30.0; 9.0 ], List.map at (value :: gradient))
    Assert.Equal<float list>([ 60.0; 18.0 ], cube |> vjp [ x; y ] (constant 2.0) |> List.map at)
    Assert.Equal(69.0, cube |> jvp [ x, constant 2.0; y, constant 1.0 ] |> at)
    Assert.Equal(10.0, cube |> hessian x |> at)

    Assert.Equal<float list list>([ [ 10.0; 6.0 ]; [ 6.0; 0.0 ] ], cube |> hessians [ x; y ] |> List.map (List.map at))

    Assert.Equal<float list>([ 26.0; 12.0 ], cube |> hvp [ x, constant 2.0; y, constant 1.0 ] |> List.map at)

[<Fact>]
let ``The Jacobian is the same by rows and by columns`` () =
    let v = vector "v" 2
    let f = matmul (constant [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ]; [ 5.0; 6.0 ] ]) (v * v)

    for mode in [ jacobian; jacobianByForward; jacobianByReverse ] do
        let matrix = f |> mode v |> eval [ v => [ 1.0; 10.0 ] ]
        Assert.Equal<int list>([ 3; 2 ], NDArray.shape matrix)
        Assert.Equal<float list>([ 2.0; 40.0; 6.0; 80.0; 10.0; 120.0 ], NDArray.toList matrix)

[<Fact>]
let ``Expressions are evaluated in single precision`` () =
    let third = x / 3.0
    Assert.Equal(1.0f / 3.0f, (third |> evalFloat32 [ x => 1.0 ]).ToScalar())
    Assert.Equal(1.0f / 3.0f, (third |> evalFloat32 [ "x" => 1.0 ]).ToScalar())

    Assert.Equal<float32 list>(
        [ 1.0f / 3.0f; 1.0f ],
        [ third; x ] |> evalManyFloat32 [ x => 1.0 ] |> List.map _.ToScalar()
    )

[<Fact>]
let ``A graph is made simpler`` () =
    Assert.True((simplify (x * 1.0)).SameAs x)

[<Fact>]
let ``A number that is not finite is named where finite ones are asked for`` () =
    Assert.Equal(4.0, 2.0 * x |> evalFinite [ x => 2.0 ] |> NDArray.toScalar)

    Assert.Equal(
        "evaluate: the input x [] holds NaN at element 0, but finite values were asked for.",
        message<BindingException>(fun () -> x |> evalFinite [ x => nan ] |> ignore)
    )

[<Fact>]
let ``Two inputs of one name are named where they meet`` () =
    Assert.Equal(
        "graph: two different inputs are named x: one is [] (data), the other [2] (data). Rename one, or use one input for both.",
        message<BindingException>(fun () -> x + vector "x" 2 |> eval [ x => 1.0 ] |> ignore)
    )

[<Fact>]
let ``An input that is bound twice is named`` () =
    Assert.Equal(
        "evaluate: x is bound twice.",
        message<BindingException>(fun () -> x |> eval [ x => 1.0; x => 2.0 ] |> ignore)
    )

[<Fact>]
let ``A gradient with respect to nothing is refused`` () =
    Assert.Equal(
        "gradient: no node is given to differentiate with respect to. Name at least one input.",
        message<ShapeException>(fun () -> x |> grad ([]: Expr list) |> ignore)
    )

[<Fact>]
let ``A gradient through a comparison is refused`` () =
    Assert.Equal(
        "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
        message<NotDifferentiableException>(fun () -> (x .> 0) * x |> grad [ x ] |> ignore)
    )

[<Fact>]
let ``A node that the graph does not depend on is told`` () =
    Assert.Empty(cube |> lint [ x; y ])
    Assert.Single(cube |> lint [ x; z ]) |> ignore
    Assert.Contains("z", cube |> lint [ x; z ] |> List.head)
