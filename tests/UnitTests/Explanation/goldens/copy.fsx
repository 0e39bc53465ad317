let gradients: Expr list =
    // forward
    let x = input "x" [] // 2
    let y = input "y" [] // 3
    let q = x + y // 5
    let f = q * x // 10

    // backward
    let df = constant 1.0 // start
    let dq = x // (1) 2
    let dx = q // (1) 5
    let dx = dx + (dq) // (2) 7, one path more
    let dy = dq // (2) 2

    [ dx; dy ]
