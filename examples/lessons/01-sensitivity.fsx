// Lesson 1. A derivative is a sensitivity.
//
// You need nothing but the README. Run this script with `dotnet fsi --quiet examples/lessons/01-sensitivity.fsx`, after `dotnet build -c Release`,
// and read it beside what it prints. lesson.fsx holds a few words that print a number and compare it with the one that was promised.
#load "../load.fsx" "lesson.fsx"

open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

printfn "Lesson 1: a derivative is a sensitivity"

// What does a derivative tell you? It is one number for each input of a function. It says how strongly the output answers when that input alone is
// moved a little: move x by a tiny step h, and the output moves by about df/dx times h.
//
// Training a network is this idea and nothing more. The loss is a function of the weights. If you know how sensitive the loss is to each weight,
// you know which way to move each weight so that the loss goes down.
//
// A function is written down once, as an expression. Nothing is computed yet.
let x, y = scalar "x", scalar "y"
let f = x * y

// Now the numbers: x is 4 and y is -3.
let at = [ x, 4.0; y, -3.0 ]

printfn ""
printfn "f = x y at x = 4, y = -3"
f |> eval at |> expect "f" -12.0

// `grad` gives one expression for each input; `evalMany` gives their values.
let df = f |> grad [ x; y ]
df |> evalMany at |> expectAll "(df/dx, df/dy)" [ -3.0; 4.0 ]

// df/dx is -3, which is y. Of course: in x y the factor that stands beside x is y, so every step of x is taken y times.
// Let us move each input by h = 0.01 and look. The prediction is derivative times h.
let h = 0.01

predict "x goes from 4 to 4.01. Does f = x y go up or down, and by how much?"

let moved point =
    NDArray.toScalar (f |> eval point) - NDArray.toScalar (f |> eval at)

let byX, byY = moved [ x, 4.0 + h; y, -3.0 ], moved [ x, 4.0; y, -3.0 + h ]

match df |> evalMany at |> List.map NDArray.toScalar with
| [ dx; dy ] ->
    printfn "  move x by 0.01: predicted change %s, change found %s" (number (dx * h)) (number byX)
    printfn "  move y by 0.01: predicted change %s, change found %s" (number (dy * h)) (number byY)
    promise "both predictions are right" (close (dx * h) byX && close (dy * h) byY)
    promise "one change is -0.03, the other 0.04" (close byX -0.03 && close byY 0.04)
| _ -> failwith "a function of two inputs has two derivatives"

// f goes down because df/dx is negative. The sign says in which direction, the size says how strongly.
//
// Two more functions. In a sum, both inputs count the same, wherever you are: both sensitivities are 1.
printfn ""
printfn "x + y at x = 4, y = -3"

x + y
|> grad [ x; y ]
|> evalMany at
|> expectAll "(d(x + y)/dx, d(x + y)/dy)" [ 1.0; 1.0 ]

// In a maximum only the larger input counts. Move the smaller one a little, and nothing happens: its sensitivity is 0.
printfn ""
printfn "max(x, y) at x = 4, y = 2"

max x y
|> grad [ x; y ]
|> evalMany [ x, 4.0; y, 2.0 ]
|> expectAll "(dmax/dx, dmax/dy)" [ 1.0; 0.0 ]

// How can you check a derivative without believing anybody? Step to both sides and measure: (f(x + h) - f(x - h)) / 2h. This is the
// central difference. It needs only values of f, so it is a second opinion; lesson 11 is about doing it well.
// `check` does it for every input, with several steps h, and knows the error of its own differences.
printfn ""
check (f * f + x) at |> gradientCheck

let central (f: Expr) (a: float) (b: float) =
    let value (a: float) =
        f |> eval [ x, a; y, b ] |> NDArray.toScalar

    (value (a + 1e-4) - value (a - 1e-4)) / 2e-4

law "the central difference is the derivative, up to the error of the difference" (fun random ->
    let a, b = between -3.0 3.0 random, between -3.0 3.0 random
    let g = x * y + sigmoid (x - y) * y
    let derivative = g |> grad [ x ] |> List.head |> eval [ x, a; y, b ]
    abs (central g a b - NDArray.toScalar derivative) < 1e-6)
