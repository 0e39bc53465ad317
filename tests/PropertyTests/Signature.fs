namespace FunctionalGrad.PropertyTests

open System
open System.Collections.Concurrent
open FunctionalGrad

/// What an operand of an application has to be.
type Operand =
    | Real of Shape
    | Condition of Shape
    | Index of Shape * bound: int

/// How the shapes of the operands fit together, given a shape to begin with and their number.
type Arrangement = Random -> Shape -> int -> Shape list

/// How operands and attributes are drawn: attributes by the roles of their literals, or from the samples that the primitive declares.
type Way =
    {
        Arrangement: Arrangement
        Roles: Role list option
    }

/// How a primitive is applied, found out by asking its declaration: no list of primitives is kept here.
type Signature =
    {
        Primitive: Primitive
        Ways: Way array
        /// Whether it has a derivative at all.
        Differentiable: bool
        /// Whether an operand that gets no gradient, though others do, must hold whole numbers.
        Flows: bool array
        Indexed: bool
    }

module Signature =
    let private matrix (random: Random) (shape: Shape) =
        match shape.Rank with
        | 0 -> shapeOf [| Chance.prime random; Chance.prime random |]
        | 1 -> shapeOf [| Chance.prime random; shape[0] |]
        | _ -> shape

    let private last (shape: Shape) = shape[shape.Rank - 1]

    let private replaced axis length (shape: Shape) =
        shapeOf (Seq.toArray shape |> Array.updateAt axis length)

    /// An axis of length 0 has no positions to name.
    let private positions (random: Random) (shape: Shape) =
        if Seq.contains 0 shape then 0 else Chance.prime random

    let private arrangements: Arrangement list =
        [
            fun _ shape count -> List.replicate count shape
            // matrix products, of matrices, of vectors and of batches
            fun random shape _ ->
                let left = matrix random shape
                let right = replaced (left.Rank - 2) (last left) left
                [ left; replaced (right.Rank - 1) (Chance.prime random) right ]
            fun random shape _ ->
                let left = matrix random shape
                [ left; shapeOf [| last left |] ]
            fun random shape _ ->
                let right = matrix random shape
                [ shapeOf [| right[0] |]; right ]
            fun _ shape _ -> List.replicate 2 (shapeOf [| max 1 shape.Size |])
            // positions first, then the data
            fun random shape _ -> [ shapeOf [| positions random shape |]; shape ]
            fun random shape _ -> [ shapeOf [| positions random shape; 2 |]; shape ]
            fun random shape _ ->
                if shape.Rank = 0 then
                    [ shape; shape ]
                else
                    [ shapeOf [| shape[random.Next shape.Rank] |]; shape ]
            // alike but for the length of one axis
            fun random shape count ->
                if shape.Rank = 0 then
                    List.replicate count shape
                else
                    let axis = random.Next shape.Rank
                    List.init count (fun _ -> replaced axis (Chance.prime random) shape)
        ]

    let private count (random: Random) (primitive: Primitive) =
        if primitive.Arity.IsVariadic then
            max 1 primitive.Arity.Least + random.Next 3
        else
            primitive.Arity.Least

    /// The tie policy that refuses a tie is left out: it makes an error of what is checked here.
    let private refusesTies (attributes: Attributes) =
        attributes.Literals |> Seq.contains (Literal.Word "Error")

    let private attributes (random: Random) (primitive: Primitive) way shape =
        match way.Roles with
        | Some roles ->
            roles
            |> List.map (Roles.literal random shape)
            |> ResizeArray
            |> primitive.ReadAttributes.Invoke
        | None ->
            primitive.Samples
            |> Seq.filter (not << refusesTies)
            |> Array.ofSeq
            |> Chance.pick random

    let private attempt (random: Random) primitive way shape =
        try
            let shapes = way.Arrangement random shape (count random primitive)
            let attributes = attributes random primitive way (List.last shapes)
            let inputs = shapes |> List.mapi (fun i shape -> inputOf $"x{i}" shape)
            let node = primitive |> applyTo (Array.ofList inputs) attributes
            // An application large out of all proportion is right, but tells no more.
            if node.Shape.Size > 4000 || node.Shape.Rank > 5 then
                None
            else
                Some(shapes, attributes)
        with :? ShapeException ->
            None

    let private trials = [ [||]; [| 3 |]; [| 2; 5 |]; [| 1; 3 |]; [| 2; 3; 5 |] ]

    let private acceptance primitive way =
        let random = Random 1

        let accepted =
            [
                for shape in trials do
                    for _ in 1..3 -> attempt random primitive way (shapeOf shape)
            ]
            |> List.choose id

        float accepted.Length / float (3 * trials.Length)

    /// The roles that the shape rule accepts most often, in each arrangement that it accepts, and the samples where it accepts those.
    let private ways (primitive: Primitive) =
        let arrangements =
            if primitive.Arity.Most = 1 then
                List.truncate 1 arrangements
            else
                arrangements

        let rated roles =
            [
                for arrangement in arrangements do
                    let way =
                        {
                            Arrangement = arrangement
                            Roles = roles
                        }

                    way, acceptance primitive way
            ]

        let best =
            match Roles.possible primitive with
            | [] -> rated None
            | possible -> possible |> List.map (Some >> rated) |> List.maxBy (List.map snd >> List.max)

        let rate = best |> List.map snd |> List.max

        best
        |> List.filter (fun (_, accepted) -> accepted > 0.0 && accepted >= rate / 4.0)
        |> List.map fst
        |> Array.ofList

    let private sample primitive ways =
        let random = Random 7

        Seq.init 200 (fun _ -> attempt random primitive (Chance.pick random ways) (shapeOf [| 2; 3; 5 |]))
        |> Seq.tryPick id

    let private flows (primitive: Primitive) (inputs: Expr array) attributes =
        let y = primitive |> applyTo inputs attributes

        inputs
        |> Array.map (fun x ->
            match Differentiate.Vjp(y, inputOf "g" y.Shape, [| x |])[0] with
            | :? Constant as zero -> not (zero.Uniform.HasValue && zero.Uniform.Value = 0.0)
            | _ -> true)

    /// Whether values that are not whole numbers, or too large, are refused in the given operands.
    let private refuses (primitive: Primitive) (inputs: Expr array) attributes =
        let y = primitive |> applyTo inputs attributes

        try
            Evaluate.Values<float>(
                [| y |],
                inputs
                |> Array.map (fun x -> Binding<float>(x, NDArray<float>.Fill(x.Shape, 5.5)))
            )
            |> ignore

            false
        with _ ->
            true

    let private find (primitive: Primitive) =
        let ways = ways primitive

        match sample primitive ways with
        | None ->
            failwith
                $"{primitive.Name}: no operands and attributes were found that its shape rule accepts. Add an arrangement to Signature.fs or a role to Roles.fs?"
        | Some(shapes, attributes) ->
            let inputs =
                shapes |> List.mapi (fun i shape -> inputOf $"x{i}" shape) |> Array.ofList

            let differentiable, flows =
                try
                    true, flows primitive inputs attributes
                with :? NotDifferentiableException ->
                    false, Array.create inputs.Length true

            {
                Primitive = primitive
                Ways = ways
                Differentiable = differentiable
                Flows = flows
                Indexed =
                    Array.contains true flows
                    && Array.contains false flows
                    && refuses primitive inputs attributes
            }

    let private known = ConcurrentDictionary<string, Lazy<Signature>>()

    /// How the primitive is applied.
    let ofPrimitive (primitive: Primitive) =
        known.GetOrAdd(primitive.Name, fun _ -> lazy (find primitive)).Value

    let private operand signature (data: Shape) place (shape: Shape) =
        let place = min place (signature.Flows.Length - 1)

        if signature.Flows[place] || not (Array.contains true signature.Flows) then
            Real shape
        elif signature.Indexed then
            Index(shape, Seq.min (Seq.append data [ 5 ]))
        else
            Condition shape

    /// What the operands of an application have to be, and its attributes; none where no shape near the given one fits.
    let application (random: Random) (signature: Signature) (shape: Shape) =
        Seq.init 24 (fun _ -> attempt random signature.Primitive (Chance.pick random signature.Ways) shape)
        |> Seq.tryPick id
        |> Option.map (fun (shapes, attributes) -> List.mapi (operand signature (List.last shapes)) shapes, attributes)
