// The lecture's four gates: what flows downstream through a gate is upstream times local.
#load "load.fsx"

open FunctionalGrad.Dsl

let x, y = scalar "x", scalar "y"

let print word point expressions =
    printfn "  %-11s %s" word (expressions |> evalMany point |> List.map string |> String.concat ", ")

/// Value and gradients of z = gate(x, y) in a loss L = 2 z.
let show title gate point =
    let z: Expr = gate x y
    let loss = 2.0 * z
    printfn "%s" title
    print "inputs" point [ x; y ]
    print "value" point [ z ]
    print "upstream" point (loss |> grad [ z ])
    print "local" point (z |> grad [ x; y ])
    print "downstream" point (loss |> grad [ x; y ])

show "add gate z = x + y: gradient distributor" (+) [ x => 3.0; y => -4.0 ]
show "mul gate z = x y: swap multiplier" (*) [ x => 3.0; y => -4.0 ]
show "max gate z = max(x, y): gradient router" max [ x => 3.0; y => -4.0 ]
show "max gate at a tie, x = y: half to each" max [ x => 3.0; y => 3.0 ]

// The copy gate has two outputs, z1 = x and z2 = x; in a graph it is a node that is used twice.
let z1, z2 = scalar "z1", scalar "z2"
let loss = 2.0 * z1 + 5.0 * z2
let copied = loss |> substitute [ z1, x; z2, x ]
printfn "copy gate z1 = x, z2 = x: gradient adder"
print "inputs" [ x => 3.0 ] [ x ]
print "upstream" [ z1 => 3.0; z2 => 3.0 ] (loss |> grad [ z1; z2 ])
print "downstream" [ x => 3.0 ] (copied |> grad [ x ])
