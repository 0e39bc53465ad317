namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad

/// What one literal among a primitive's attributes means to it.
type Role =
    | Axes
    | Order
    | Copies
    | Regroup
    | Begin
    | End
    | Step
    | Margin
    | Axis
    | Length
    | Number of place: int
    | Word

/// Literals for the attributes of a primitive that is known by its declaration alone.
module Roles =
    let private lists = [ Axes; Order; Copies; Regroup; Begin; End; Step; Margin ]

    let private words = [| "First"; "Second" |]

    let private perAxis (shape: Shape) (draw: int -> int) =
        Literal.List(intsOf [| for length in shape -> draw length |]) :> Literal

    let private copies (random: Random) (shape: Shape) =
        let stretched =
            [| for length in shape -> if length = 1 then Chance.prime random else length |]

        if random.Next 2 = 0 && shape.Rank < 4 then
            Array.append [| Chance.prime random |] stretched
        else
            stretched

    let private regrouped (random: Random) (shape: Shape) =
        let lengths = Seq.toArray shape

        match random.Next 3 with
        | 0 -> [| shape.Size |]
        | 1 -> Array.rev lengths
        | _ -> Array.insertAt (random.Next(lengths.Length + 1)) 1 lengths

    /// A literal that plays the role for an operand of the given shape.
    let literal (random: Random) (shape: Shape) (role: Role) : Literal =
        match role with
        | Axes ->
            let all = [| 0 .. shape.Rank - 1 |]

            let some =
                all
                |> Chance.shuffled random
                |> Array.truncate (1 + random.Next(max 1 shape.Rank))

            Literal.List(intsOf (Array.sort some))
        | Order -> Literal.List(intsOf (Chance.shuffled random [| 0 .. shape.Rank - 1 |]))
        | Copies -> Literal.List(intsOf (copies random shape))
        | Regroup -> Literal.List(intsOf (regrouped random shape))
        | Begin -> perAxis shape (fun length -> random.Next(max 1 (length / 2)))
        | End -> perAxis shape (fun length -> length - random.Next(max 1 (length / 2)))
        | Step -> perAxis shape (fun _ -> 1 + random.Next 2)
        | Margin -> perAxis shape (fun _ -> random.Next 3)
        | Axis -> Literal.Whole(random.Next(max 1 shape.Rank))
        | Length -> Literal.Whole(Chance.pick random [| 5; 7 |])
        | Number place -> Literal.Number(float place + Chance.pick random [| -1.0; 0.1; 0.5; 1.0; 2.0; 3.0 |])
        | Word -> Literal.Word(Chance.pick random words)

    /// The samples by which the forms of a primitive's literals are found out: ascending, for a low end before a high one.
    let private samples place : (Role list * Literal) list =
        [
            [ Number(2 * place) ], Literal.Number(0.25 + float place)
            lists, Literal.List(intsOf [| 0 |])
            lists, Literal.List(intsOf [| 1 |])
            [ Axis; Length ], Literal.Whole(1)
            [ Word ], Literal.Word "First"
        ]

    let rec private sequences length place =
        if length = 0 then
            [ [] ]
        else
            [
                for sample in samples place do
                    for rest in sequences (length - 1) (place + 1) -> sample :: rest
            ]

    let private readsBack (primitive: Primitive) (literals: Literal list) =
        try
            let attributes = primitive.ReadAttributes.Invoke(ResizeArray literals)
            List.ofSeq attributes.Literals = literals
        with _ ->
            false

    let rec private combinations (choices: Role list list) =
        match choices with
        | [] -> [ [] ]
        | first :: rest ->
            [
                for role in first do
                    for others in combinations rest -> role :: others
            ]

    /// One axis is named once: a second whole number is a length.
    let private once roles =
        (roles |> List.filter ((=) Axis)).Length <= 1

    /// All roles that the literals of a primitive may play, going by the forms that it reads and gives back.
    let possible (primitive: Primitive) : Role list list list =
        if isNull primitive.ReadAttributes then
            [ [ [] ] ]
        else
            [
                for length in 0..3 do
                    for sequence in sequences length 0 do
                        if readsBack primitive (List.map snd sequence) then
                            List.map fst sequence
            ]
            |> List.distinct
            |> List.map (combinations >> List.filter once)
