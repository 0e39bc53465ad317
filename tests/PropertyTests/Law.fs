namespace FunctionalGrad.PropertyTests

open System
open FsCheck
open FsCheck.FSharp
open FunctionalGrad

/// How much a law looked at, and how often it could not tell: nothing is skipped silently.
type Tally() =
    let mutable told = 0
    let mutable kinks = 0
    let mutable outside = 0
    let mutable rough = 0

    member _.Told = told
    member _.Silent = kinks + outside + rough

    member _.Count estimate =
        match estimate with
        | Slope _ -> told <- told + 1
        | OnKink -> kinks <- kinks + 1
        | OutsideDomain -> outside <- outside + 1
        | Rough -> rough <- rough + 1

    member tally.Compared() = told <- told + 1
    member tally.Skipped() = outside <- outside + 1

    override _.ToString() =
        $"{told} compared, {kinks} on a kink, {outside} outside the domain, {rough} too rough"

/// Runs a law over random graphs. FUNCTIONALGRAD_GRAPHS=10000 sets how many (300 otherwise); FUNCTIONALGRAD_SEED replays or varies them.
module Law =
    let private setting name otherwise =
        match Environment.GetEnvironmentVariable name |> Int32.TryParse with
        | true, number -> number
        | _ -> otherwise

    let graphs = setting "FUNCTIONALGRAD_GRAPHS" 300
    let seed = setting "FUNCTIONALGRAD_SEED" 2026

    /// Fails the law with a sentence.
    let broken sentence =
        raise (InvalidOperationException sentence)

    let private show (circuit: Circuit) (recipe: Recipe) =
        let point =
            Array.zip circuit.Inputs circuit.Point
            |> Array.map (fun (x, value) -> $"{x} = %A{elements value}")
            |> String.concat "; "

        $"{Source.Of circuit.Scalar}\nat {point}\nrecipe %A{recipe}\nseed: FUNCTIONALGRAD_SEED={seed}"

    /// Requires the law of every random recipe; a failure is shrunk and shown as source text with its seed.
    let forAllRecipes wild (law: Recipe -> unit) =
        let holds recipe =
            try
                law recipe
                Prop.ofTestable true
            with problem ->
                Prop.ofTestable false
                |> Prop.label $"{problem.Message}\n{show (Recipe.build recipe) recipe}"

        let recipes = Arb.fromGenShrink (Recipes.gen wild, Recipes.shrink)

        let config =
            Config.QuickThrowOnFailure.WithMaxTest(graphs).WithReplay(Some { Rnd = Rnd(uint64 seed); Size = None })

        Check.One(config, Prop.forAll recipes holds)

    /// Requires the law of every random graph.
    let forAllGraphs wild (law: Circuit -> unit) =
        forAllRecipes wild (Recipe.build >> law)
