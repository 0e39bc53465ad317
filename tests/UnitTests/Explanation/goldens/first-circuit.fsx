let gradients: Expr list =
    // forward
    let x = input "x" [] // -2
    let y = input "y" [] // 5
    let z = input "z" [] // -4
    let q = x + y // 3
    let f = q * z // -12

    // backward
    let df = constant 1.0 // start
    let dq = z // (1) -4
    let dz = q // (1) 3
    let dx = dq // (2) -4
    let dy = dq // (2) -4

    [ dx; dy; dz ]
