module FunctionalGrad.PropertyTests.DslTestsPrimitives

open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

// Declared here, outside the library, as a user would.
let private cubing =
    Primitive(
        "cube",
        Arity = Arity.One,
        Shape = ShapeRules.Elementwise,
        Kernel = Kernel.Map(fun x -> x * x * x),
        Derivative = Rule.elementwise (fun x _ -> 3.0 * square x),
        Notation = Notation.Function "cube"
    )

let private cube x = apply cubing [ x ]

let private product name rule =
    Primitive(
        name,
        Arity = Arity.Two,
        Shape = ShapeRules.Elementwise,
        Kernel =
            Kernel.Zip(
                (fun a b y ->
                    for i in 0 .. y.Length - 1 do
                        y[i] <- a[i] * b[i]),
                (fun a b y ->
                    for i in 0 .. y.Length - 1 do
                        y[i] <- a[i] * b[i])
            ),
        Derivative = rule,
        Notation = Notation.Function name
    )

let private x = vector "x" 2
let private y = vector "y" 2
let private at = [ x => [ 2.0; -3.0 ]; y => [ 5.0; 7.0 ] ]

let private numbers f = f |> eval at |> NDArray.toList

[<Fact>]
let ``A primitive of one's own is differentiated to any order and printed`` () =
    let f = sum (cube x)
    Assert.Equal(-19.0, f |> eval at |> NDArray.toScalar)
    Assert.Equal<float list>([ 12.0; 27.0 ], f |> grad [ x ] |> List.head |> numbers)
    Assert.Equal<float list>([ 12.0; 0.0; 0.0; -18.0 ], f |> hessian x |> numbers)
    Assert.Equal("sumOver [0] (cube x)", string f)

[<Fact>]
let ``A rule for two inputs is a function to a tuple, bilinear maps or a whole pullback`` () =
    let input i (node: Apply) = node.Inputs[i]

    let rules =
        [
            Rule.elementwise2 (fun a b _ -> b, a)
            Rule.bilinear (fun node g -> g * input 1 node) (fun node g -> g * input 0 node)
            Rule.custom (fun node g -> [ Some(g * input 1 node); Some(g * input 0 node) ])
        ]

    for rule in rules do
        let f = apply (product "product" rule) [ x; y ]
        Assert.Equal<float list>([ 10.0; -21.0 ], numbers f)

        Assert.Equal<float list list>(
            [ [ 5.0; 7.0 ]; [ 2.0; -3.0 ] ],
            f |> vjp [ x; y ] (ones [ 2 ]) |> List.map numbers
        )

        Assert.Equal<float list>([ 5.0; 14.0 ], f |> jvp [ x, constant [ 1.0; 2.0 ] ] |> numbers)

[<Fact>]
let ``An input for which a pullback has nothing gets zeros`` () =
    let rule = Rule.custom (fun node g -> [ Some(g * node.Inputs[1]); None ])
    let f = apply (product "scale" rule) [ x; y ]
    Assert.Equal<float list>([ 0.0; 0.0 ], f |> vjp [ y ] (ones [ 2 ]) |> List.head |> numbers)

[<Fact>]
let ``A linear map is its transpose, and one without a derivative says why`` () =
    let copying rule =
        Primitive(
            "copy",
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(fun x -> x),
            Derivative = rule,
            Notation = Notation.Function "copy"
        )

    let copy = apply (copying (Rule.linear (fun _ g -> g))) [ x ]
    Assert.Equal<float list>([ 1.0; 1.0 ], copy |> sum |> grad [ x ] |> List.head |> numbers)

    let opaque = apply (copying (Rule.notDifferentiable "it is measured")) [ x ]

    let problem =
        Assert.Throws<NotDifferentiableException>(fun () -> opaque |> sum |> grad [ x ] |> ignore)

    Assert.Equal(
        "gradient: copy has no derivative: it is measured. Use it as the condition of a select, or behind stopGradient?",
        problem.Message
    )

[<Fact>]
let ``A primitive of the library is applied with its attributes`` () =
    let f = applyWith Primitives.LeakyRelu (Coefficient 0.5) [ x ]
    Assert.True(f.SameAs(leakyRelu 0.5 x))
