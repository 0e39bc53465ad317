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

/// Literals for the attributes of a primitive that is known by its declaration alone.
module Roles =
    let private lists = [ Axes; Order; Copies; Regroup; Begin; End; Step; Margin ]

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

    /// All roles that the literals of a primitive may play, going by its sample attributes; none where they are numbers and words, or there are none.
    let possible (primitive: Primitive) : Role list list =
        let choices =
            [
                for literal in primitive.Samples[0].Literals ->
                    match literal with
                    | :? Literal.List -> lists
                    | :? Literal.Whole -> [ Axis; Length ]
                    | _ -> []
            ]

        if choices.IsEmpty then
            []
        else
            combinations choices |> List.filter once
