namespace FunctionalGrad.Dsl

open FunctionalGrad

/// A learning rate: a number, or a Schedule; F# chooses the overload from the type it sees.
[<AbstractClass; Sealed>]
type Rate =
    /// The same rate in every step.
    static member ToSchedule(rate: float) = Schedule.Constant rate

    /// A schedule, as it is.
    static member ToSchedule(schedule: Schedule) = schedule

/// How a parameter follows from its gradient. The rate is a number or a Schedule.
[<AutoOpen>]
module Optimizers =
    /// Chooses among the overloads of Rate; use the optimisers instead.
    let inline scheduleWith (_: ^Via) (rate: ^Rate) : Schedule =
        ((^Via or ^Rate): (static member ToSchedule: ^Rate -> Schedule) rate)

    /// A schedule from a number or a Schedule.
    let inline schedule rate =
        scheduleWith Unchecked.defaultof<Rate> rate

    /// w - rate g.
    let inline gradientDescent rate =
        Optimizer.GradientDescent(schedule rate)

    /// Momentum: momentum 0.9 rate.
    let inline momentum (mu: float) rate = Optimizer.Momentum(schedule rate, mu)

    /// Nesterov's momentum: nesterov 0.9 rate.
    let inline nesterov (mu: float) rate = Optimizer.Nesterov(schedule rate, mu)

    /// AdaGrad.
    let inline adaGrad rate = Optimizer.AdaGrad(schedule rate)

    /// RMSProp.
    let inline rmsProp rate = Optimizer.RmsProp(schedule rate)

    /// Adam.
    let inline adam rate = Optimizer.Adam(schedule rate)

    /// AdamW: adamW 0.01 rate, the decay first.
    let inline adamW (decay: float) rate =
        Optimizer.AdamW(schedule rate, decay = decay)

    /// An optimiser whose gradients are first scaled to a common norm of at most the limit.
    let clippedByNorm (limit: float) (optimizer: Optimizer) =
        optimizer.Clipped(Clipping.ByGlobalNorm limit)
