let gradients: Expr list =
    // forward
    let x = input "x" [] // 3
    let y = input "y" [] // -4
    let z = input "z" [] // 2
    let w = input "w" [] // -1
    let q = x * y // -12
    let r = max z w // 2
    let s = q + r // -10
    let f = 2.0 * s // -20

    // backward
    let df = constant 1.0 // start
    let ds = constant 2.0 // (1) 2
    let dq = ds // (2) 2
    let dr = ds // (2) 2
    let dz = strongMul (wins z w) ds // (3) 2
    let dw = strongMul (wins w z) ds // (3) 0
    let dx = y * 2.0 // (4) -8
    let dy = x * 2.0 // (4) 6

    [ dx; dy; dz; dw ]
