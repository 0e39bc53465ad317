namespace FunctionalGrad.PropertyTests

open FunctionalGrad
open FunctionalGrad.Properties
open Xunit

/// Laws that every primitive keeps, found in the table: a new primitive is held to them the moment it is declared.
type PrimitiveLaws() =
    let options =
        VerifyOptions(Tests = 10, Seed = int64 Law.seed, MostInconclusive = 0.1)

    static member Laws = TheoryData<string>(PrimitiveLaw.All |> Seq.map _.Name)

    [<Theory; MemberData(nameof PrimitiveLaws.Laws)>]
    member _.``every primitive keeps the law``(name: string) =
        let law = PrimitiveLaw.All |> Seq.find (fun law -> law.Name = name)

        let broken =
            [
                for primitive in Primitives.All do
                    try
                        law.Check(primitive, options)
                    with :? VerificationException as problem ->
                        problem.Message
            ]

        Assert.True(broken.IsEmpty, broken |> List.truncate 10 |> String.concat "\n\n")
