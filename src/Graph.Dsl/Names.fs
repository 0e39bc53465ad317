namespace FunctionalGrad.Dsl

/// The core's types by their names, so that a script opens FunctionalGrad.Dsl alone.
[<AutoOpen>]
module Names =
    /// A node of an immutable expression graph, and with it the whole graph below it.
    type Expr = FunctionalGrad.Expr

    /// An immutable dense array of numbers.
    type NDArray<'T
        when 'T: unmanaged
        and 'T: (new: unit -> 'T)
        and 'T: struct
        and 'T :> System.ValueType
        and 'T :> System.Numerics.IBinaryFloatingPointIeee754<'T>> = FunctionalGrad.NDArray<'T>

    /// How a parameter starts.
    type Initializer = FunctionalGrad.Initializer

    /// What a noise input is drawn from.
    type Distribution = FunctionalGrad.Distribution

    /// How a parameter follows from its gradient.
    type Optimizer = FunctionalGrad.Optimizer

    /// A learning rate as an expression of the step.
    type Schedule = FunctionalGrad.Schedule
