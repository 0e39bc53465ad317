namespace FunctionalGrad.Dsl

open FunctionalGrad

/// What can stand in the list that eval takes; F# chooses the overload from the type it sees.
[<AbstractClass; Sealed>]
type Bound =
    /// What => made.
    static member ToBinding(binding: Binding<float>) = binding

    /// An input and its number.
    static member ToBinding((x, value): Expr * float) =
        Binding<float>(x, NDArray<float>.Scalar value)

    /// An input and its whole number.
    static member ToBinding((x, value): Expr * int) =
        Binding<float>(x, NDArray<float>.Scalar(float value))

    /// An input and its array.
    static member ToBinding((x, value): Expr * NDArray<float>) = Binding<float>(x, value)

    /// The name of an input and its number.
    static member ToBinding((name, value): string * float) =
        Binding<float>(name, NDArray<float>.Scalar value)

    /// The name of an input and its whole number.
    static member ToBinding((name, value): string * int) =
        Binding<float>(name, NDArray<float>.Scalar(float value))

    /// The name of an input and its array.
    static member ToBinding((name, value): string * NDArray<float>) = Binding<float>(name, value)

    /// Binds an input.
    static member Bind(x: Expr, value: NDArray<float>) = Binding<float>(x, value)

    /// Binds the input of that name.
    static member Bind(name: string, value: NDArray<float>) = Binding<float>(name, value)

/// Values of expressions.
[<AutoOpen>]
module Evaluation =
    /// Chooses among the overloads of Bound; use eval instead.
    let inline toBindingWith (_: ^Via) (pair: ^Pair) : Binding<float> =
        ((^Via or ^Pair): (static member ToBinding: ^Pair -> Binding<float>) pair)

    /// Chooses among the overloads of Bound; use => instead.
    let inline bindWith (_: ^Via) (input: ^Input) (value: NDArray<float>) : Binding<float> =
        ((^Via or ^Input): (static member Bind: ^Input * NDArray<float> -> Binding<float>) input, value)

    /// Binds an input, or the input of a name, to a number, list, nested list, array, NDArray or MathNet's types: w => [[1.0; 2.0]].
    let inline (=>) input value =
        bindWith Unchecked.defaultof<Bound> input (ndarray value)

    /// The bindings of a list of pairs, or of what => made.
    let inline bindings pairs =
        Array.map (toBindingWith Unchecked.defaultof<Bound>) (Seq.toArray pairs)

    /// The value of an expression: f |> eval [ x, 2.0; y, 3.0 ], or with arrays f |> eval [ x => 2.0; w => [[1.0; 2.0]] ].
    let inline eval pairs (f: Expr) : NDArray<float> = Evaluate.Value(f, bindings pairs)

    /// The values of several expressions; what they share is computed once.
    let inline evalMany pairs (outputs: #seq<Expr>) : NDArray<float> list =
        List.ofSeq (Evaluate.Values<float>(Seq.toArray outputs, bindings pairs))

    /// The value of an expression that has no inputs.
    let evalClosed (f: Expr) : NDArray<float> = Evaluate.Value f

    /// The value of an expression; a NaN or infinity in what is bound is an error.
    let inline evalFinite pairs (f: Expr) : NDArray<float> =
        Evaluate.Values<float>(Tape.Of [| f |], bindings pairs, true)[0]

    /// The first node that is infinite or NaN, with what it was made of and where in the model: f |> firstNonFinite [ x, 0.0 ].
    let inline firstNonFinite pairs (f: Expr) : NonFiniteNode option =
        Option.ofObj (NonFinite.First<float>([| f |], bindings pairs))

    /// The same bindings, their numbers rounded to single precision.
    let toFloat32 (bindings: Binding<float>[]) =
        [|
            for binding in bindings ->
                let value = binding.Value.Convert<float32>()

                match binding.Input with
                | null -> Binding<float32>(binding.Name, value)
                | input -> Binding<float32>(input, value)
        |]

    /// The value of an expression, computed in single precision.
    let inline evalFloat32 pairs (f: Expr) : NDArray<float32> =
        Evaluate.Value<float32>(f, toFloat32 (bindings pairs))

    /// The values of several expressions, computed in single precision.
    let inline evalManyFloat32 pairs (outputs: #seq<Expr>) : NDArray<float32> list =
        List.ofSeq (Evaluate.Values<float32>(Seq.toArray outputs, toFloat32 (bindings pairs)))

    /// The program that computes an expression; for several at once compileMany.
    let compile (f: Expr) : CompiledProgram = Compile.Of [| f |]

    /// The program that computes several expressions, what they share only once.
    let compileMany (outputs: #seq<Expr>) : CompiledProgram = Compile.Of(Seq.toArray outputs)

    /// The values of a program's outputs: program |> runOn [ x, 2.0 ].
    let inline runOn pairs (program: CompiledProgram) : NDArray<float> list =
        List.ofSeq (program.Run(bindings pairs: Binding<float>[]))

    /// The values of a program's outputs, computed in single precision.
    let inline runOnFloat32 pairs (program: CompiledProgram) : NDArray<float32> list =
        List.ofSeq (program.Run<float32>(toFloat32 (bindings pairs)))
