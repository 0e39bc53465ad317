namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad

/// One line of a recipe. Slots are counted from 0, inputs first, and taken modulo what is there, so that every recipe can be built.
type Step =
    /// A constant of the given shape; its values are repeated as often as needed.
    | Number of lengths: int list * values: float list
    /// A primitive, the slots of its operands, the seed of its attributes and shapes, and whether its operands are moved into its domain.
    | Use of primitive: string * operands: int list * choice: int * inside: bool

/// An input of a recipe: its shape and the point at which the graph is looked at.
type Leaf =
    { Lengths: int list; Point: float list }

/// A random graph as plain data, which FsCheck shrinks.
type Recipe =
    {
        Leaves: Leaf list
        Steps: Step list
        /// How many of the last slots that nothing uses are outputs.
        Outputs: int
    }

/// The graph that a recipe describes.
type Circuit =
    {
        Inputs: Expr array
        Point: NDArray<float> array
        Outputs: Expr array
        /// The scalar that is differentiated: the outputs weighted with signed numbers, never all ones.
        Scalar: Expr
    }

module Recipe =
    let private cycled (shape: Shape) (values: float list) =
        let values = if values.IsEmpty then [| 1.0 |] else Array.ofList values
        arrayOf shape (Array.init shape.Size (fun i -> values[i % values.Length]))

    /// Signed numbers, no two alike, that hide no error as a sum of ones would.
    let weights (shape: Shape) =
        arrayOf
            shape
            (Array.init shape.Size (fun i -> (0.5 + float ((i * 7 + 3) % 11) / 8.0) * (if i % 3 = 1 then -1.0 else 1.0)))

    let weighted (x: Expr) =
        if x.Shape.Rank = 0 then
            x
        else
            Expr.Sum(x * Expr.Constant(weights x.Shape))

    let private broadcasts (from: Shape) (target: Shape) =
        let added = target.Rank - from.Rank

        added >= 0
        && Seq.forall (fun axis -> from[axis] = 1 || from[axis] = target[axis + added]) [ 0 .. from.Rank - 1 ]

    /// The expression in another shape: broadcast or reshaped where that is possible, else mixed by a constant matrix.
    let private fit (target: Shape) (x: Expr) =
        if broadcasts x.Shape target then
            Expr.Broadcast(x, target)
        elif x.Shape.Size = target.Size then
            Expr.Reshape(x, target)
        else
            let mixing = shapeOf [| x.Shape.Size; target.Size |]
            let spread = Expr.Constant(weights mixing) * (1.0 / float (max 1 x.Shape.Size))
            Expr.Reshape(Expr.MatMul(Expr.Reshape(x, shapeOf [| x.Shape.Size |]), spread), target)

    /// The expression moved into an open interval by a smooth function.
    let private into (interval: Interval) (x: Expr) =
        match Double.IsFinite interval.Low, Double.IsFinite interval.High with
        | true, true -> Expr.Sigmoid x * (interval.High - interval.Low) + interval.Low
        | true, false -> x * x + (interval.Low + 0.25)
        | false, true -> (interval.High - 0.25) - x * x
        | false, false -> x

    let private operand (random: Random) (primitive: Primitive) inside place need (x: Expr) =
        match need with
        | Real shape ->
            let fitted = fit shape x

            if inside then
                into primitive.Domain[place] fitted
            else
                fitted
        | Condition shape ->
            Primitives.Greater
            |> applyTo [| fit shape x; Expr.Zeros shape |] Attributes.None
        | Index(shape, bound) ->
            Expr.Constant(arrayOf shape (Array.init shape.Size (fun _ -> float (random.Next(max 1 bound)))))

    let private apply (slots: ResizeArray<Expr>) name (operands: int list) choice inside =
        let signature =
            Primitives.All |> Seq.find (fun p -> p.Name = name) |> Signature.ofPrimitive

        let random = Random choice
        let chosen = operands |> List.map (fun slot -> slots[slot % slots.Count])

        match Signature.application random signature (List.last chosen).Shape with
        | None -> chosen.Head
        | Some(needs, attributes) ->
            let inputs =
                needs
                |> List.mapi (fun i need -> operand random signature.Primitive inside i need chosen[i % chosen.Length])

            let y = signature.Primitive |> applyTo (Array.ofList inputs) attributes
            // What has no derivative takes part as the condition of a select.
            if signature.Differentiable then
                y
            else
                Expr.Where(y, fit y.Shape chosen.Head, fit y.Shape (List.last chosen))

    /// Builds the graph; every recipe has one.
    let build (recipe: Recipe) =
        let inputs =
            recipe.Leaves
            |> List.mapi (fun i leaf -> inputOf $"x{i}" (shapeOf (Array.ofList leaf.Lengths)))
            |> Array.ofList

        let slots = ResizeArray inputs
        let unused = System.Collections.Generic.SortedSet<int>()

        for step in recipe.Steps do
            match step with
            | Number(lengths, [ value ]) -> Expr.Fill(shapeOf (Array.ofList lengths), value)
            | Number(lengths, values) -> Expr.Constant(cycled (shapeOf (Array.ofList lengths)) values)
            | Use(name, operands, choice, inside) ->
                operands |> List.iter (fun slot -> unused.Remove(slot % slots.Count) |> ignore)
                apply slots name operands choice inside
            |> slots.Add

            unused.Add(slots.Count - 1) |> ignore

        let outputs =
            match Seq.rev unused |> Seq.truncate (max 1 recipe.Outputs) |> Array.ofSeq with
            | [||] -> [| inputs[0] |]
            | last -> last |> Array.map (fun slot -> slots[slot])

        {
            Inputs = inputs
            Point =
                recipe.Leaves
                |> List.map2 (fun (x: Expr) leaf -> cycled x.Shape leaf.Point) (List.ofArray inputs)
                |> Array.ofList
            Outputs = outputs
            Scalar = outputs |> Array.map weighted |> Array.reduce (fun a b -> a + b)
        }
