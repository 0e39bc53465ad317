module FunctionalGrad.PropertyTests.GradientLaws

open FsCheck.FSharp
open FsCheck.Xunit
open FunctionalGrad

[<Property>]
let ``the gradient of a product is the other factor`` (a: float) (b: float) =
    let x, y =
        FunctionalGrad.Dsl.Leaves.scalar "x", FunctionalGrad.Dsl.Leaves.scalar "y"

    let values =
        Evaluate.Values<float>(
            Differentiate.Gradient(x * y, [| x; y |]),
            [
                Binding<float>(x, NDArray<float>.Scalar a)
                Binding<float>(y, NDArray<float>.Scalar b)
            ]
        )

    (values[0].ToScalar().Equals b && values[1].ToScalar().Equals a)
    |> Prop.ofTestable
    |> Prop.label $"{values[0]} {values[1]}"
