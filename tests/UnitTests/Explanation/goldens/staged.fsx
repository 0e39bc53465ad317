let gradients: Expr list =
    // forward
    let x = input "x" [] // 3
    let y = input "y" [] // -4
    let q = sigmoid y // 0.0179862
    let r = x + q // 3.01799
    let s = sigmoid x // 0.952574
    let t = x + y // -1
    let u = square t // 1
    let v = s + u // 1.95257
    let f = r / v // 1.54564

    // backward
    let df = constant 1.0 // start
    let dr = 1.0 / v // (1) 0.512144
    let dv = (-f) * dr // (1) -0.791593
    let ds = dv // (2) -0.791593
    let du = dv // (2) -0.791593
    let dt = 2.0 * t * dv // (3) 1.58319
    let dx = dt // (4) 1.58319
    let dy = dt // (4) 1.58319
    let dx = dx + (s * sigmoid (-x) * dv) // (5) 1.54743, one path more
    let dx = dx + (dr) // (6) 2.05957, one path more
    let dq = dr // (6) 0.512144
    let dy = dy + (q * sigmoid (-y) * dr) // (7) 1.59223, one path more

    [ dx; dy ]
