let gradients: Expr list =
    // forward
    let W = input "W" [2; 2] // [[0.1, 0.5], [-0.3, 0.8]]
    let x = input "x" [2] // [0.2, 0.4]
    let q = matmul W x // [0.22, 0.26]
    let r = square q // [0.0484, 0.0676]
    let f = sumOver [0] r // 0.116

    // backward
    let df = constant 1.0 // start
    let dr = fill [2] 1.0 // (1) [1, 1]
    let dq = 2.0 * q // (2) [0.44, 0.52]
    let dW = matmul (reshape [2; 1] dq) (reshape [1; 2] x) // (3) [[0.088, 0.176], [0.104, 0.208]]
    let dx = matmul (permute [1; 0] W) dq // (3) [-0.112, 0.636]

    [ dW; dx ]
