let gradients: Expr list =
    // forward
    let X = input "X" [2; 2] // [[1, 2], [3, 4]]
    let W = input "W" [2; 3] // [[1, 0, -1], [2, 1, 0]]
    let f = matmul X W // [[5, 2, -1], [11, 4, -3]]

    // backward
    let df = array [2; 3] [1.0; 2.0; 3.0; 4.0; 5.0; 6.0] // start
    let dX = matmul df (permute [1; 0] W) // (1) [[-2, 4], [-2, 13]]
    let dW = matmul (permute [1; 0] X) df // (1) [[13, 17, 21], [18, 24, 30]]

    [ dX; dW ]
