module FunctionalGrad.PropertyTests.DslTestsArrays

open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

let private w = input "w" [ 2; 3 ]
let private numbers = [ [ 1.0; 2.0; 3.0 ]; [ 4.0; 5.0; 6.0 ] ]

let private has (shape: int list) (elements: float list) f =
    let value = f |> eval [ w => numbers ]
    Assert.Equal<int list>(shape, NDArray.shape value)

    List.iter2
        (fun (expected: float) (actual: float) -> Assert.Equal(expected, actual, 12))
        elements
        (NDArray.toList value)

[<Fact>]
let ``The words of structure forward to the core`` () =
    w |> reshape [ 3; 2 ] |> has [ 3; 2 ] [ 1; 2; 3; 4; 5; 6 ]
    w |> flatten |> has [ 6 ] [ 1; 2; 3; 4; 5; 6 ]
    w |> permute [ 1; 0 ] |> has [ 3; 2 ] [ 1; 4; 2; 5; 3; 6 ]
    w |> transpose |> has [ 3; 2 ] [ 1; 4; 2; 5; 3; 6 ]
    w |> slice [ 0; 1 ] [ 2; 3 ] [ 1; 1 ] |> has [ 2; 2 ] [ 2; 3; 5; 6 ]

    w
    |> pad [ 0; 1 ] [ 1; 0 ]
    |> has [ 3; 4 ] [ 0; 1; 2; 3; 0; 4; 5; 6; 0; 0; 0; 0 ]

    [ w; w ] |> concat 1 |> has [ 2; 6 ] [ 1; 2; 3; 1; 2; 3; 4; 5; 6; 4; 5; 6 ]
    [ w; -w ] |> stack 0 |> sumOver [ 0 ] |> has [ 2; 3 ] [ 0; 0; 0; 0; 0; 0 ]
    w |> split 1 3 |> List.item 2 |> has [ 2; 1 ] [ 3; 6 ]
    w |> expandDims 0 |> squeeze [ 0 ] |> has [ 2; 3 ] [ 1; 2; 3; 4; 5; 6 ]
    w |> gather 1 (constant [ 2; 2 ]) |> has [ 2; 2 ] [ 3; 3; 6; 6 ]

    w
    |> scatterAdd 0 3 (constant [ 2; 2 ])
    |> has [ 3; 3 ] [ 0; 0; 0; 0; 0; 0; 5; 7; 9 ]

    constant [ 1; 0 ] |> oneHot 2 |> has [ 2; 2 ] [ 0; 1; 1; 0 ]
    constant 2 |> broadcast [ 2 ] |> has [ 2 ] [ 2; 2 ]

    stopGradient w
    |> sum
    |> grad [ w ]
    |> List.head
    |> has [ 2; 3 ] [ 0; 0; 0; 0; 0; 0 ]

[<Fact>]
let ``The words of products forward to the core`` () =
    matmul w (transpose w) |> has [ 2; 2 ] [ 14; 32; 32; 77 ]
    outer (constant [ 1; 2 ]) (constant [ 3; 4 ]) |> has [ 2; 2 ] [ 3; 4; 6; 8 ]
    dot (constant [ 1; 2 ]) (constant [ 3; 4 ]) |> has [] [ 11 ]

[<Fact>]
let ``The words of reductions forward to the core`` () =
    sum w |> has [] [ 21 ]
    mean w |> has [] [ 3.5 ]
    prod w |> has [] [ 720 ]
    variance w |> has [] [ 35.0 / 12.0 ]
    standardDeviation w |> has [] [ sqrt (35.0 / 12.0) ]
    norm2 w |> has [] [ sqrt 91.0 ]
    logSumExp w |> has [] [ log (numbers |> List.concat |> List.sumBy exp) ]
    w |> sumOver [ 0 ] |> has [ 3 ] [ 5; 7; 9 ]
    w |> meanOver [ -1 ] |> has [ 2 ] [ 2; 5 ]
    w |> maxOver [] |> has [] [ 6 ]
    w |> minOver [ 1 ] |> has [ 2 ] [ 1; 4 ]
    w |> prodOver [ 1 ] |> has [ 2 ] [ 6; 120 ]
    w |> varianceOver [ 1 ] |> has [ 2 ] [ 2.0 / 3.0; 2.0 / 3.0 ]
    w |> standardDeviationOver [ 0 ] |> has [ 3 ] [ 1.5; 1.5; 1.5 ]
    w |> norm2Over [ 0 ] |> has [ 3 ] [ sqrt 17.0; sqrt 29.0; sqrt 45.0 ]

    w
    |> logSumExpOver [ 0 ]
    |> has [ 3 ] [ for i in 1.0 .. 3.0 -> log (exp i + exp (i + 3.0)) ]

    w |> softmax |> sumOver [ 1 ] |> has [ 2 ] [ 1; 1 ]
    w |> softmaxOver [ 0 ] |> sumOver [ 0 ] |> has [ 3 ] [ 1; 1; 1 ]
    exp (logSoftmax w) - softmax w |> has [ 2; 3 ] [ 0; 0; 0; 0; 0; 0 ]
    exp (w |> logSoftmaxOver [ 0 ]) |> sumOver [ 0 ] |> has [ 3 ] [ 1; 1; 1 ]

[<Fact>]
let ``Leaves are made from lists and arrays`` () =
    constant numbers |> has [ 2; 3 ] [ 1; 2; 3; 4; 5; 6 ]
    array [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ] |> has [ 2; 2 ] [ 1; 2; 3; 4 ]
    array [| 2 |] [| 1.0; 2.0 |] |> has [ 2 ] [ 1; 2 ]
    fill [ 2 ] 7.0 |> has [ 2 ] [ 7; 7 ]
    zeros [ 2 ] + ones [ 2 ] |> has [ 2 ] [ 1; 1 ]
    Assert.Equal<int>([ 2; 3 ], (matrix "m" 2 3).Shape)
    Assert.Equal<int>([ 2 ], (vector "v" 2).Shape)

[<Fact>]
let ``Arrays go to F#'s and MathNet's types and back`` () =
    let w = ndarray numbers
    Assert.Equal<float list>(NDArray.toList w, w |> NDArray.toMatrix |> NDArray.ofMatrix |> NDArray.toList)
    Assert.Equal<float list>(NDArray.toList w, w |> NDArray.toArray2D |> NDArray.ofArray2D |> NDArray.toList)
    let v = NDArray.ofList [ 1.0; 2.0 ]
    Assert.Equal<float list>([ 1.0; 2.0 ], v |> NDArray.toVector |> NDArray.ofVector |> NDArray.toList)
    Assert.Equal<int list>([ 2; 2 ], NDArray.shape (NDArray.stack [ v; v ]))
    Assert.Equal<int list>([ 3; 2 ], w |> NDArray.reshape [ 3; 2 ] |> NDArray.shape)
    Assert.Equal<int list>([ 2; 1 ], NDArray.shape (NDArray.ofRows [ [| 1.0 |]; [| 2.0 |] ]))

[<Fact>]
let ``Rows of different lengths are refused`` () =
    Assert.Equal(
        "array: row 1 has shape [1], but row 0 has shape [2]: all rows must have the same shape. Pad the short ones?",
        Assert.Throws<ShapeException>(fun () -> ndarray [ [ 1.0; 2.0 ]; [ 3.0 ] ] |> ignore).Message
    )

[<Fact>]
let ``A matrix product that does not fit says so`` () =
    Assert.Equal(
        "matmul: left is w [2, 3], right is w [2, 3]: left's last axis (3) must equal right's first (2). Transpose one of them?",
        Assert.Throws<ShapeException>(fun () -> matmul w w |> ignore).Message
    )

[<Fact>]
let ``Arrays and expressions print readably with F#'s formats`` () =
    Assert.Equal("[1; 2]", sprintf "%A" [ ndarray 1.0; ndarray 2.0 ])
    Assert.Equal("[1 2]", sprintf "%O" (ndarray [ 1.0; 2.0 ]))
    Assert.Equal("x + 1.0", sprintf "%A" (scalar "x" + 1))

[<Fact>]
let ``An array that was given in can change without changing what was made of it`` () =
    let given = [| 1.0; 2.0 |]
    let made, held = ndarray given, constant given
    given[0] <- 7.0
    Assert.Equal<float list>([ 1.0; 2.0 ], NDArray.toList made)
    Assert.Equal<float list>([ 1.0; 2.0 ], held |> evalClosed |> NDArray.toList)
    (NDArray.toArray made)[0] <- 7.0
    Assert.Equal<float list>([ 1.0; 2.0 ], NDArray.toList made)
