module FunctionalGrad.PropertyTests.DslTestsRecords

open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

type Layer<'Leaf> = { Weight: 'Leaf; Bias: 'Leaf option }

type Net<'Leaf> =
    {
        Hidden: Layer<'Leaf>
        Others: Layer<'Leaf> list
        Pair: 'Leaf * 'Leaf
        Many: 'Leaf[]
    }

type Labelled = { Weight: Expr; Label: string }

let private layer name =
    {
        Weight = vector $"{name}.weight" 2
        Bias = Some(scalar $"{name}.bias")
    }

let private net =
    {
        Hidden = layer "hidden"
        Others = [ layer "a"; { layer "b" with Bias = None } ]
        Pair = scalar "p", scalar "q"
        Many = [| scalar "m" |]
    }

let private start: Net<NDArray<float>> =
    let layer =
        {
            Weight = ndarray [ 1.0; 2.0 ]
            Bias = Some(ndarray 3.0)
        }

    {
        Hidden = layer
        Others = [ layer; { layer with Bias = None } ]
        Pair = ndarray 4.0, ndarray 5.0
        Many = [| ndarray 6.0 |]
    }

let private squares structure =
    exprsOf structure |> List.map (fun x -> Expr.Sum(x * x)) |> List.reduce (+)

let private message<'Problem when 'Problem :> exn> (act: unit -> unit) = Assert.Throws<'Problem>(act).Message

[<Fact>]
let ``The gradient of a record is a record of the same type`` () =
    let gradient: Net<NDArray<float>> =
        squares net |> gradOf net |> evalOf (bindOf net start)

    Assert.Equal<float list>([ 2.0; 4.0 ], NDArray.toList gradient.Hidden.Weight)
    Assert.Equal(6.0, NDArray.toScalar gradient.Others[0].Bias.Value)
    Assert.Equal(None, gradient.Others[1].Bias)
    Assert.Equal(10.0, NDArray.toScalar (snd gradient.Pair))
    Assert.Equal(12.0, NDArray.toScalar gradient.Many[0])

[<Fact>]
let ``A tuple of expressions is a structure too, and scalars may become floats`` () =
    let x, y = scalar "x", scalar "y"
    let dx, dy = x * y |> gradOf (x, y) |> evalOf [ x, 3.0; y, 5.0 ]: float * float
    Assert.Equal((5.0, 3.0), (dx, dy))

[<Fact>]
let ``The expressions of a record are in the order of its fields`` () =
    let names = exprsOf net |> List.map (fun x -> (x :?> Input).Name)

    Assert.Equal<string list>(
        [
            "hidden.weight"
            "hidden.bias"
            "a.weight"
            "a.bias"
            "b.weight"
            "p"
            "q"
            "m"
        ],
        names
    )

[<Fact>]
let ``A function is applied to each expression of a record`` () =
    let doubled = mapExprs (fun x -> 2.0 * x) net.Hidden
    let values: Layer<NDArray<float>> = doubled |> evalOf (bindOf net start)
    Assert.Equal<float list>([ 2.0; 4.0 ], NDArray.toList values.Weight)
    Assert.Equal(6.0, NDArray.toScalar values.Bias.Value)

[<Fact>]
let ``A field that is no expression is named`` () =
    Assert.Equal(
        "gradOf: the field Label is a string: a record of parameters is made of expressions, and of records, tuples, lists, arrays and options of them.",
        message<ShapeException>(fun () -> squares net |> gradOf { Weight = scalar "p"; Label = "p" } |> ignore)
    )

[<Fact>]
let ``Records that are not built alike are named`` () =
    Assert.Equal(
        "bindOf: the expressions are Weight, Bias, the values are Weight: both must be built alike.",
        message<ShapeException>(fun () -> bindOf net.Hidden { start.Hidden with Bias = None } |> ignore)
    )

    Assert.Equal(
        "evalOf: the value is a Expr * Expr on one side and a NDArray<float> on the other: both must be built alike.",
        message<ShapeException>(fun () -> ((net.Pair |> evalOf [ "p", 1.0; "q", 2.0 ]): NDArray<float>) |> ignore)
    )

    Assert.Equal(
        "evalOf: the field Item1 would become a string: the value of an expression is an NDArray<float>, or a float when it is a scalar.",
        message<ShapeException>(fun () -> ((net.Pair |> evalOf [ "p", 1.0; "q", 2.0 ]): string * float) |> ignore)
    )
