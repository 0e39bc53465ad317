namespace FunctionalGrad.Dsl

open System
open FunctionalGrad

/// Records of parameters: an F# record, tuple, list, array or option of expressions, nested as it may be.
[<AutoOpen>]
module Records =
    let private isExpr (leaf: Type) = typeof<Expr>.IsAssignableFrom leaf

    /// The same structure with each expression replaced by what the function makes of it, its path and the type it must become.
    let private rebuild word (replace: string -> Type -> Expr -> obj) (structure: 'S) : 'V =
        let leaf path target (node: obj) = replace path target (node :?> Expr)
        Layout.rebuild word isExpr leaf "" typeof<'S> typeof<'V> structure :?> 'V

    let private isValue leaf =
        leaf = typeof<NDArray<float>> || leaf = typeof<float>

    let private toArray (value: obj) =
        match value with
        | :? float as number -> NDArray<float>.Scalar number
        | array -> array :?> NDArray<float>

    let private exprs word (structure: 'S) : Expr list =
        Layout.leaves isExpr word typeof<'S> structure
        |> List.map (fun (_, leaf) -> leaf :?> Expr)

    /// The expressions of a structure, in the order of its fields.
    let exprsOf (structure: 'S) = exprs "exprsOf" structure

    /// The same structure with a function applied to each expression.
    let mapExprs (f: Expr -> Expr) (structure: 'S) : 'S =
        structure |> rebuild "mapExprs" (fun _ _ node -> f node)

    /// The gradient of a scalar with respect to every expression of a structure, as a structure of the same type.
    let gradOf (structure: 'S) (loss: Expr) : 'S =
        let remaining = Collections.Generic.Queue(grad (exprs "gradOf" structure) loss)
        structure |> rebuild "gradOf" (fun _ _ _ -> remaining.Dequeue())

    /// The values of a structure's expressions, as a structure built alike of NDArray<float> (or float, for scalars).
    let evalOfBindings (bindings: Binding<float>[]) (structure: 'S) : 'V =
        let remaining =
            Collections.Generic.Queue(Evaluate.Values<float>(List.toArray (exprs "evalOf" structure), bindings))

        let valueAs path (target: Type) _ =
            let value = remaining.Dequeue()

            if target = typeof<NDArray<float>> then
                value :> obj
            elif target = typeof<float> then
                value.ToScalar() :> obj
            else
                raise (
                    ShapeException
                        $"evalOf: {Layout.place path} would become a {Layout.name target}: the value of an expression is an NDArray<float>, or a float when it is a scalar."
                )

        structure |> rebuild "evalOf" valueAs

    /// The values of a structure's expressions: let v: Net<NDArray<float>> = net |> evalOf [ x => 1.0 ].
    let inline evalOf pairs (structure: 'S) : 'V =
        evalOfBindings (bindings pairs) structure

    /// Binds the inputs of a structure to the arrays (or floats) of a structure built alike.
    let bindOf (structure: 'S) (arrays: 'V) : Binding<float> list =
        let exprs = Layout.leaves isExpr "bindOf" typeof<'S> structure
        let values = Layout.leaves isValue "bindOf" typeof<'V> arrays

        let paths (leaves: (string * obj) list) =
            leaves |> List.map fst |> String.concat ", "

        if List.map fst exprs <> List.map fst values then
            raise (
                ShapeException
                    $"bindOf: the expressions are {paths exprs}, the values are {paths values}: both must be built alike."
            )

        List.map2 (fun (_, x: obj) (_, value: obj) -> Binding<float>(x :?> Expr, toArray value)) exprs values
