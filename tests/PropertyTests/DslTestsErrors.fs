module FunctionalGrad.PropertyTests.DslTestsErrors

open System
open System.IO
open Xunit
open FunctionalGrad
open FunctionalGrad.Dsl

let private message<'Problem, 'Result when 'Problem :> exn> (wrong: unit -> 'Result) =
    Assert.Throws<'Problem>(fun () -> wrong () |> ignore).Message

let private x = matrix "x" 2 3
let private none = vector "none" 0

[<Fact>]
let ``An axis that is not there is named`` () =
    Assert.Equal(
        "sumOver: there is no axis 2 in x [2, 3], which has 2 axes.",
        message<ShapeException, _>(fun () -> sumOver [ 2 ] x)
    )

    Assert.Equal(
        "maxOver: axis -1 of x [2, 3] is named twice.",
        message<ShapeException, _>(fun () -> maxOver [ 1; -1 ] x)
    )

[<Fact>]
let ``Shapes that do not broadcast are both told`` () =
    Assert.Equal(
        "add: x [2, 3], v [2] do not broadcast together: from the last axis backwards lengths must be equal or 1. Give one of them an axis of length 1 with expandDims?",
        message<ShapeException, _>(fun () -> x + vector "v" 2)
    )

[<Fact>]
let ``A rank that does not fit is told`` () =
    Assert.Equal(
        "transpose: none [0] has 1 axis, but a transpose exchanges the last two.",
        message<ShapeException, _>(fun () -> transpose none)
    )

    Assert.Equal(
        "toMatrix: the array is [2], of rank 1: only rank 2 makes a matrix. Reshape it first?",
        message<ShapeException, _>(fun () -> NDArray.toMatrix (ndarray [ 1.0; 2.0 ]))
    )

[<Fact>]
let ``The largest of nothing is refused, the sum of nothing is 0`` () =
    Assert.Equal(
        "maxOver: axis 0 of none [0] has length 0, and nothing has no largest or smallest element.",
        message<ShapeException, _>(fun () -> maxOver [ 0 ] none)
    )

    Assert.Equal(0.0, sum none |> eval [ none => ([]: float list) ] |> NDArray.toScalar)

[<Fact>]
let ``An input has a name and no negative lengths`` () =
    Assert.Equal(
        "input: the name is empty. Give every input a name, as in Input(\"x\", 3, 4).",
        message<ShapeException, _>(fun () -> scalar "")
    )

    Assert.Equal(
        "shape [2, -3]: an axis cannot have the negative length -3.",
        message<ShapeException, _>(fun () -> matrix "w" 2 -3)
    )

[<Fact>]
let ``A derivative along a comparison is refused`` () =
    Assert.Equal(
        "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
        message<NotDifferentiableException, _>(fun () -> sum (x .> 0.0) |> grad [ x ])
    )

[<Fact>]
let ``Labels of another shape than the scores' rows are told`` () =
    Assert.Equal(
        "softmaxCrossEntropy: the scores are x [2, 3], the labels v [3]: there must be one label, the number of a class, for each row of scores, so [2]. Are the labels one-hot? Use the loss that takes distributions.",
        message<ShapeException, _>(fun () -> x |> softmaxCrossEntropy (vector "v" 3))
    )

[<Fact>]
let ``A loss without parameters is refused`` () =
    Assert.Equal(
        "training: the loss has no parameters, so there is nothing to train. Make them with Parameter(name, shape, initializer) or a layer.",
        message<BindingException, _>(fun () -> sum x |> trainingStep (adam 0.1) [])
    )

let private damaged (ending: string) (bytes: byte[]) load =
    let path = Path.Combine(Path.GetTempPath(), string (Guid.NewGuid()) + ending)
    File.WriteAllBytes(path, bytes)

    try
        message<InvalidDataException, _>(fun () -> load path)
        |> _.Replace((path: string), "FILE")
    finally
        File.Delete path

[<Fact>]
let ``A damaged file is told what was found`` () =
    let bytes = [| 1uy; 2uy; 3uy |]
    let corrupt = "npz: FILE: the zip file is damaged: Central Directory corrupt."
    Assert.Equal(corrupt, damaged ".npz" bytes loadNpz)
    Assert.Equal(corrupt, damaged ".npz" bytes loadState)

    Assert.Equal(
        "safetensors: FILE: 8 bytes are expected for the header's length, but only 3 are left. Is the file truncated?",
        damaged ".safetensors" bytes loadSafeTensors
    )

[<Fact>]
let ``A null where a sequence belongs is refused by name`` () =
    let s = scalar "s"
    let none = Unchecked.defaultof<seq<Expr>>
    let nothing = Unchecked.defaultof<seq<int>>

    let refused: (unit -> Expr list) list =
        [
            fun () -> s |> grad none
            fun () -> s |> vjp none s
            fun () -> [ add none ]
            fun () -> [ concat 0 none ]
            fun () -> [ l2 none ]
            fun () -> [ sumOver nothing s ]
            fun () -> [ reshape nothing s ]
        ]

    for call in refused do
        let problem = Assert.Throws<ArgumentNullException>(fun () -> call () |> ignore)
        Assert.Contains(string problem.ParamName, [ "expressions"; "numbers"; "shape" ])

    let unbound = Unchecked.defaultof<seq<Expr * float>>

    Assert.Throws<ArgumentNullException>(fun () -> s |> eval unbound |> ignore)
    |> ignore

[<Fact>]
let ``an expression without inputs is checked by a word of its own`` () =
    Assert.Equal<Verdict>(
        Verdict.Pass "the expression has no inputs, so there is nothing to differentiate with respect to",
        (constant 2.0 |> exp |> checkClosed).Verdict
    )
