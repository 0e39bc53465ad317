namespace FunctionalGrad.PropertyTests

open System
open FsCheck
open FsCheck.FSharp
open FunctionalGrad

/// Random recipes and how they shrink.
module Recipes =
    /// Numbers at which formulas break: zeros of both signs, ties, the ends of exp, the largest, infinities and NaN.
    let private special =
        [
            0.0
            -0.0
            1.0
            -1.0
            40.0
            -40.0
            750.0
            -750.0
            1e308
            infinity
            -infinity
            nan
        ]

    let private ordinary =
        Gen.choose (-2000, 2000) |> Gen.map (fun n -> float n / 1000.0 + 0.0005)

    let private value wild =
        if wild then
            Gen.frequency [ 4, ordinary; 2, Gen.elements special ]
        else
            ordinary

    let private lengths =
        Gen.frequency [ 2, Gen.constant 0; 4, Gen.constant 1; 4, Gen.constant 2; 1, Gen.constant 3 ]
        |> Gen.bind (fun rank ->
            Gen.listOfLength
                rank
                (Gen.frequency
                    [
                        5, Gen.constant 2
                        5, Gen.constant 3
                        2, Gen.constant 5
                        1, Gen.constant 7
                        1, Gen.constant 1
                    ]))

    let private size lengths = List.fold (*) 1 lengths

    let private values wild lengths =
        // Some arrays repeat one number, so that ties happen.
        Gen.frequency [ 5, Gen.constant (max 1 (size lengths)); 1, Gen.constant 1 ]
        |> Gen.bind (fun count -> Gen.listOfLength count (value wild))

    let private leaf wild =
        gen {
            let! lengths = lengths
            let! point = values wild lengths
            return { Lengths = lengths; Point = point }
        }

    let private names = Primitives.All |> Seq.map _.Name |> Array.ofSeq

    /// A slot: most often a recent one, or one that an earlier step has used, else any.
    let private slot count used =
        Gen.frequency
            [
                4, Gen.choose (max 0 (count - 3), count - 1)
                (if List.isEmpty used then 0 else 2),
                (if List.isEmpty used then
                     Gen.constant 0
                 else
                     Gen.elements used)
                2, Gen.choose (0, count - 1)
            ]

    /// A primitive once more on what it has just made: what undoes itself, or changes nothing the second time.
    let private again count steps =
        match steps with
        | Use(name, operands, choice, inside) :: _ when operands.Length = 1 ->
            [ 1, Gen.constant (Use(name, [ count - 1 ], choice, inside)) ]
        | _ -> []

    let private step wild count used steps =
        let number =
            gen {
                let! lengths = lengths
                let! values = values wild lengths
                return Number(lengths, values)
            }

        let application =
            gen {
                let! name = Gen.elements names
                let arity = (Primitives.All |> Seq.find (fun p -> p.Name = name)).Arity

                let! operands =
                    Gen.listOfLength (arity.Least + (if arity.IsVariadic then 1 else 0)) (slot count used)

                let! choice = Gen.choose (0, 999)
                let! inside = Gen.frequency [ 7, Gen.constant true; 1, Gen.constant false ]
                return Use(name, operands, choice, inside)
            }

        Gen.frequency ((1, number) :: (9, application) :: again count steps)

    let private usedBy =
        function
        | Number _ -> []
        | Use(_, operands, _, _) -> operands

    /// Random recipes; wild ones hold infinities, NaN and other special values.
    let gen wild =
        gen {
            let! inputs = Gen.choose (1, 3)
            let! leaves = Gen.listOfLength inputs (leaf wild)
            let! length = Gen.choose (1, 10)

            let rec grow steps used left =
                if left = 0 then
                    Gen.constant (List.rev steps)
                else
                    step wild (inputs + List.length steps) used steps
                    |> Gen.bind (fun next -> grow (next :: steps) (usedBy next @ used) (left - 1))

            let! steps = grow [] [] length
            let! outputs = Gen.choose (1, 3)

            return
                {
                    Leaves = leaves
                    Steps = steps
                    Outputs = outputs
                }
        }

    let private retarget removed target slot =
        if slot = removed then target
        elif slot > removed then slot - 1
        else slot

    /// The recipe without one step, whose place is taken by an earlier slot.
    let private without (recipe: Recipe) index target =
        let removed = recipe.Leaves.Length + index

        let rewired =
            function
            | Number _ as step -> step
            | Use(name, operands, choice, inside) ->
                Use(name, operands |> List.map (retarget removed target), choice, inside)

        { recipe with
            Steps = recipe.Steps |> List.removeAt index |> List.map rewired
        }

    let private shorter (x: float) =
        if x = 0.0 || x = 1.0 || not (Double.IsFinite x) then
            []
        else
            [ 1.0; Math.Round x; Math.Round(x, 1) ] |> List.filter (fun y -> y <> x)

    let private someValues values =
        seq {
            match values with
            | first :: _ :: _ -> yield [ first ]
            | _ -> ()

            for i, x in List.indexed values do
                for y in shorter x do
                    yield List.updateAt i y values
        }

    let private someLengths lengths =
        seq {
            for i, length in List.indexed lengths do
                yield List.removeAt i lengths

                if length > 1 then
                    yield List.updateAt i 1 lengths
        }

    let private simpler recipe index step =
        seq {
            match step with
            | Number(lengths, values) ->
                for fewer in someLengths lengths do
                    yield Number(fewer, values)

                for shorter in someValues values do
                    yield Number(lengths, shorter)
            | Use(name, operands, choice, inside) ->
                yield Number([], [ 1.0 ])

                if inside then
                    yield Use(name, operands, choice, false)

                if choice > 0 then
                    for smaller in [ 0; choice / 2; choice - 1 ] |> List.distinct |> List.filter ((<>) choice) do
                        yield Use(name, operands, smaller, inside)

                for i, slot in List.indexed operands do
                    if slot > 0 then
                        yield Use(name, List.updateAt i 0 operands, choice, inside)
        }
        |> Seq.map (fun simpler ->
            { recipe with
                Steps = List.updateAt index simpler recipe.Steps
            })

    /// Smaller recipes: fewer steps and outputs first, then smaller shapes, then shorter numbers.
    let shrink (recipe: Recipe) =
        seq {
            if recipe.Outputs > 1 then
                yield { recipe with Outputs = 1 }

            let count = recipe.Steps.Length

            if count > 3 then
                yield
                    { recipe with
                        Steps = List.truncate (count / 2) recipe.Steps
                    }

            if count > 0 then
                yield
                    { recipe with
                        Steps = List.truncate (count - 1) recipe.Steps
                    }

            for index in count - 1 .. -1 .. 0 do
                match recipe.Steps[index] with
                | Use(_, operands, _, _) ->
                    for target in List.distinct operands do
                        yield without recipe index (target % (recipe.Leaves.Length + index))
                | Number _ -> yield without recipe index 0

            for i, leaf in List.indexed recipe.Leaves do
                for fewer in someLengths leaf.Lengths do
                    yield
                        { recipe with
                            Leaves = List.updateAt i { leaf with Lengths = fewer } recipe.Leaves
                        }

            for index in 0 .. count - 1 do
                yield! simpler recipe index recipe.Steps[index]

            for i, leaf in List.indexed recipe.Leaves do
                for shorter in someValues leaf.Point do
                    yield
                        { recipe with
                            Leaves = List.updateAt i { leaf with Point = shorter } recipe.Leaves
                        }
        }
