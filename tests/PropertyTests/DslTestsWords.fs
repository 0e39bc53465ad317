module FunctionalGrad.PropertyTests.DslTestsWords

open Xunit
open FunctionalGrad.Dsl

let private x, y = scalar "x", scalar "y"

let private at f =
    f |> eval [ x => 0.5; y => 2.0 ] |> NDArray.toScalar

let private (=~) (expected: float) f = Assert.Equal(expected, at f, 12)

[<Fact>]
let ``F#'s own functions take expressions`` () =
    exp 0.5 =~ exp x
    log 0.5 =~ log x
    sqrt 0.5 =~ sqrt x
    sin 0.5 =~ sin x
    cos 0.5 =~ cos x
    tanh 0.5 =~ tanh x
    abs -0.5 =~ abs -x
    floor 0.5 =~ floor x
    -0.5 =~ -x

[<Fact>]
let ``F#'s own power takes expressions and numbers`` () =
    0.5 ** 2.0 =~ x ** y
    0.5 ** 2.5 =~ x ** 2.5
    0.5 ** 3.0 =~ x ** 3
    2.0 ** 0.5 =~ constant 2.0 ** x
    3.0 ** 0.5 =~ 3.0 .^ x
    0.5 ** 3.0 =~ x .^ 3
    2.0 ** 0.5 =~ 2 .^ x
    0.5 ** 2.0 =~ x .^ y

[<Fact>]
let ``A power that is a number is exact at 0, whichever operator says it`` () =
    for square in [ x ** 2; x ** 2.0; x .^ 2; x .^ 2.0; powConstant 2.0 x ] do
        let second = square |> grad [ x ] |> List.head |> grad [ x ] |> List.head
        Assert.Equal(2.0, second |> eval [ x, 0 ] |> NDArray.toScalar)

[<Fact>]
let ``Numbers stand on either side of an operator`` () =
    3.5 =~ 3 + x
    3.5 =~ x + 3
    2.5 =~ 3.0 - x
    1.5 =~ 3.0 * x
    6.0 =~ 3 / x
    0.25 =~ x / 2
    1.5 =~ 3 .* x
    0.25 =~ x ./ 2.0

[<Fact>]
let ``Comparisons with a dot yield 1 or 0 for expressions and numbers`` () =
    1.0 =~ (y .> x)
    0.0 =~ (x .> 0.5)
    1.0 =~ (x .>= 0.5)
    1.0 =~ (x .< y)
    1.0 =~ (0.5 .<= x)
    1.0 =~ (x .= 0.5)
    0.0 =~ (x .<> 0.5)
    1.0 =~ (y .= 2)

[<Fact>]
let ``max, min and sign take expressions, and numbers as before`` () =
    2.0 =~ max x y
    0.5 =~ min x y
    1.0 =~ max x 1.0
    0.5 =~ min 1.0 x
    1.0 =~ sign x
    2.0 =~ ([ x; y ] |> List.reduce max)
    Assert.Equal(2.0, max 1.0 2.0)
    Assert.Equal(1, min 1 2)
    Assert.Equal("b", max "a" "b")
    Assert.Equal(-1, sign -3.0)
    Assert.Equal(3.0, [ 1.0; 3.0; 2.0 ] |> List.reduce max)
    Assert.Equal<float list>([ 0.0; 0.5; 1.0 ], [ -1.0; 0.5; 3.0 ] |> List.map (max 0.0 >> min 1.0))
    let positive x = max 0.0 x
    0.5 =~ positive x
    Assert.Equal(2.0, Operators.max 1.0 2.0)

[<Fact>]
let ``select takes expressions and numbers for its branches`` () =
    0.5 =~ select (x .> 0) x 7.0
    7.0 =~ select (x .< 0) x 7.0
    1.0 =~ select (x .> 0) 1 0

[<Fact>]
let ``A number broadcasts to the shape of an expression`` () =
    let w = input "w" [ 2; 2 ]
    let values = (w .> 2.0) |> eval [ w => [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ] ]
    Assert.Equal<float list>([ 0.0; 0.0; 1.0; 1.0 ], NDArray.toList values)

[<Fact>]
let ``The words of elementwise functions forward to the core`` () =
    0.5 =~ relu x
    -0.05 =~ leakyRelu 0.1 -x
    2.0 * (exp -0.5 - 1.0) =~ elu 2.0 -x
    1.0 / (1.0 + exp -0.5) =~ sigmoid x
    log (1.0 + exp 0.5) =~ softplus x
    0.5 / (1.0 + exp -0.5) =~ silu x
    0.34573123063700656 =~ gelu x
    0.34571400982514394 =~ geluTanh x
    0.25 =~ square x
    2.0 =~ reciprocal x
    0.125 =~ powConstant 3.0 x
    exp 0.5 - 1.0 =~ expm1 x
    log 1.5 =~ log1p x
    0.520499877813047 =~ erf x
    0.6914624612740131 =~ normalCdf x
    0.35206532676429947 =~ normalPdf x
    1.0 =~ clip 0.0 1.0 y
    3.0 =~ add [ x; x; y ]
