let gradients: Expr list =
    // forward
    let w0 = input "w0" [] // 2
    let x0 = input "x0" [] // -1
    let w1 = input "w1" [] // -3
    let x1 = input "x1" [] // -2
    let w2 = input "w2" [] // -3
    let q = w0 * x0 // -2
    let r = w1 * x1 // 6
    let s = q + r // 4
    let t = s + w2 // 1
    let u = -t // -1
    let v = exp u // 0.367879
    let w = 1.0 + v // 1.36788
    let f = 1.0 / w // 0.731059

    // backward
    let df = constant 1.0 // start
    let dw = (-f) * f // (1) -0.534447
    let dv = dw // (2) -0.534447
    let du = v * dw // (3) -0.196612
    let dt = -du // (4) 0.196612
    let ds = dt // (5) 0.196612
    let dw2 = dt // (5) 0.196612
    let dq = ds // (6) 0.196612
    let dr = ds // (6) 0.196612
    let dw1 = x1 * dt // (7) -0.393224
    let dx1 = w1 * dt // (7) -0.589836
    let dw0 = x0 * dt // (8) -0.196612
    let dx0 = w0 * dt // (8) 0.393224

    [ dw0; dx0; dw1; dx1; dw2 ]
