// Reflection gives and takes obj, null included (None is null); no null leaves this file.
#nowarn "3261"

namespace FunctionalGrad.Dsl

open System
open System.Collections
open FSharp.Reflection
open FunctionalGrad

/// How a value is made of leaves: by records, tuples, lists, arrays and options. Reflection stays in this file.
module internal Layout =
    let private isGeneric (definition: Type) (shape: Type) =
        shape.IsGenericType && shape.GetGenericTypeDefinition() = definition

    let private listOf (target: Type) (items: obj list) =
        let cases = FSharpType.GetUnionCases target

        let cons item rest =
            FSharpValue.MakeUnion(cases[1], [| item; rest |])

        List.foldBack cons items (FSharpValue.MakeUnion(cases[0], [||]))

    let private arrayOf (target: Type) (items: obj list) =
        let array = Array.CreateInstance(target.GetElementType(), items.Length)
        items |> List.iteri (fun i item -> array.SetValue(item, i))
        box array

    let private named (path: string) (field: string) =
        if path = "" then field else $"{path}.{field}"

    /// How messages call a type: as F# writes it.
    let rec name (shape: Type) : string =
        let arguments = shape.GetGenericArguments() |> Array.map name

        if shape = typeof<float> then
            "float"
        elif shape = typeof<int> then
            "int"
        elif shape = typeof<string> then
            "string"
        elif FSharpType.IsTuple shape then
            String.concat " * " arguments
        elif shape.IsSZArray then
            $"{name (shape.GetElementType())}[]"
        elif isGeneric typedefof<_ list> shape then
            $"{arguments[0]} list"
        elif isGeneric typedefof<_ option> shape then
            $"{arguments[0]} option"
        elif shape.IsGenericType then
            $"""{shape.Name.Split('`')[0]}<{String.concat ", " arguments}>"""
        else
            shape.Name

    /// Where a path leads, as messages say it.
    let place path =
        if path = "" then "the value" else $"the field {path}"

    /// The same structure with other leaves, of a type that has the same structure.
    /// leaf gets the path of a leaf, the type it must become and the leaf itself.
    let rec rebuild word (isLeaf: Type -> bool) (leaf: string -> Type -> obj -> obj) path source target (value: obj) =
        let part path (source: Type) (target: Type) value =
            rebuild word isLeaf leaf path source target value

        let mismatch () =
            raise (
                ShapeException
                    $"{word}: {place path} is a {name source} on one side and a {name target} on the other: both must be built alike."
            )

        let parts (sources: (string * Type)[]) (targets: (string * Type)[]) (values: obj[]) =
            if Array.map fst sources <> Array.map fst targets then
                mismatch ()

            Array.map3
                (fun (field, source) (_, target) value -> part (named path field) source target value)
                sources
                targets
                values

        let items (source: Type) (target: Type) =
            [
                for i, item in Seq.indexed (Seq.cast<obj>(value :?> IEnumerable)) ->
                    part $"{path}[{i}]" source target item
            ]

        if isLeaf source then
            leaf path target value
        elif FSharpType.IsRecord(source, true) then
            if not (FSharpType.IsRecord(target, true)) then
                mismatch ()

            let fields shape =
                FSharpType.GetRecordFields(shape, true)
                |> Array.map (fun field -> field.Name, field.PropertyType)

            FSharpValue.MakeRecord(
                target,
                parts (fields source) (fields target) (FSharpValue.GetRecordFields(value, true)),
                true
            )
        elif FSharpType.IsTuple source then
            if not (FSharpType.IsTuple target) then
                mismatch ()

            let fields shape =
                FSharpType.GetTupleElements shape
                |> Array.mapi (fun i element -> $"Item{i + 1}", element)

            FSharpValue.MakeTuple(parts (fields source) (fields target) (FSharpValue.GetTupleFields value), target)
        elif source.IsSZArray then
            if not target.IsSZArray then
                mismatch ()

            arrayOf target (items (source.GetElementType()) (target.GetElementType()))
        elif isGeneric typedefof<_ list> source then
            if not (isGeneric typedefof<_ list> target) then
                mismatch ()

            listOf target (items (source.GetGenericArguments()[0]) (target.GetGenericArguments()[0]))
        elif isGeneric typedefof<_ option> source then
            if not (isGeneric typedefof<_ option> target) then
                mismatch ()

            match value with
            | null -> null
            | some ->
                let inner (shape: Type) = shape.GetGenericArguments()[0]
                let content = source.GetProperty("Value").GetValue some

                FSharpValue.MakeUnion(
                    (FSharpType.GetUnionCases target)[1],
                    [| part path (inner source) (inner target) content |]
                )
        else
            raise (
                ShapeException
                    $"{word}: {place path} is a {name source}: a record of parameters is made of expressions, and of records, tuples, lists, arrays and options of them."
            )

    /// The leaves with their paths, in the order of the fields.
    let leaves isLeaf word (shape: Type) (structure: obj) : (string * obj) list =
        let found = ResizeArray()

        let collect path _ leaf =
            found.Add((path, leaf))
            leaf

        rebuild word isLeaf collect "" shape shape structure |> ignore
        List.ofSeq found
