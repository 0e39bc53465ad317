namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Layers, and functions that make networks of them: a network is a function from expressions to expressions, composed with >>.
[<AutoOpen>]
module Networks =
    /// A linear layer with bias, its weight started as by He: dense "hidden" 64 100.
    let dense name inputs outputs : Expr -> Expr =
        Layer.Dense(name, inputs, outputs).Invoke

    /// A linear layer with bias, started as said: denseWith Initializer.Glorot Initializer.Zeros "hidden" 64 100.
    let denseWith (weight: Initializer) (bias: Initializer) name inputs outputs : Expr -> Expr =
        Layer.Dense(name, inputs, outputs, weight, bias).Invoke

    /// A linear layer without bias, its weight started as by He.
    let linear name inputs outputs : Expr -> Expr =
        Layer.Linear(name, inputs, outputs).Invoke

    /// A linear layer without bias, started as said.
    let linearWith (weight: Initializer) name inputs outputs : Expr -> Expr =
        Layer.Linear(name, inputs, outputs, weight).Invoke

    /// Layer normalisation over the last axis.
    let normalize name features : Expr -> Expr = Layer.Normalize(name, features).Invoke

    /// Dropout while training; otherwise its input as it is: dropout "drop" 0.5 true.
    let dropout name (rate: float) training : Expr -> Expr =
        Layer.Dropout(name, rate, training).Invoke

    /// A function around which its input is led: x + f x.
    let residual (f: Expr -> Expr) : Expr -> Expr = Composition.Residual(f).Invoke

    /// Functions of one input side by side, combined: branch (concat 1) [ f; g ].
    let branch (combine: Expr list -> Expr) (functions: (Expr -> Expr) list) (x: Expr) =
        combine [ for f in functions -> f x ]

    /// Builds a part of a model under a name, which its layers and messages carry, a layer's nodes wherever it is applied: named "encoder" (fun () -> ...).
    let named (name: string) (build: unit -> 'Part) : 'Part =
        let part = ModulePath.Named<'Part>(name, build)

        match box part with
        | :? (Expr -> Expr) as layer ->
            let inside (x: Expr) =
                ModulePath.Named<Expr>(name, (fun () -> layer x))

            box inside |> unbox<'Part>
        | _ -> part

    /// The parameters of a graph, in the order in which they are first needed.
    let parameters (graph: Expr) : Expr list =
        [ for parameter in Parameters.Of [| graph |] -> parameter ]

    /// The parameters that multiply: those with two axes or more, without biases and gains.
    let weights (graph: Expr) : Expr list =
        [ for weight in Parameters.WeightsOf [| graph |] -> weight ]
