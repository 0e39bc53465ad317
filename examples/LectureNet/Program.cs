// The lecture's two-layer network, as in lecture-net.fsx: the same data, the same numbers.

// Define the network
const int N = 64,
    DIn = 1000,
    H = 100,
    DOut = 10;
var randn = Initializer.Normal(1);
Expr x = Input("x", N, DIn),
    y = Input("y", N, DOut);
Expr w1 = Parameter("w1", [DIn, H], randn),
    w2 = Parameter("w2", [H, DOut], randn);

// Forward pass
var hidden = Sigmoid(MatMul(x, w1));
var predicted = MatMul(hidden, w2);
var loss = Loss.SquaredError(predicted, y);

// Gradient descent
NDArray<double> xs = randn.Draw([N, DIn], 0, "x"),
    ys = randn.Draw([N, DOut], 0, "y");
var step = TrainingStep.Of(loss, Optimizer.GradientDescent(1e-4));
var start = step.Initial<double>(0);
foreach (var state in step.Run(start, (x, xs), (y, ys)).Take(2000))
    if (state.Step == 1 || state.Step % 500 == 0)
        Console.WriteLine($"step {state.Step, 4}  loss {state.Loss:F2}");

// The lecture's gradients, derived by hand, beside those that were found
var byHand = LectureNet.HandWritten.Gradients(
    xs.ToMatrix(),
    ys.ToMatrix(),
    start.Parameters["w1"].ToMatrix(),
    start.Parameters["w2"].ToMatrix()
);
var found = Evaluate.Values<double>(
    Gradient(loss, w1, w2),
    [.. start.Bindings(loss), (x, xs), (y, ys)]
);
foreach (var (name, hand, array) in new[] { "w1", "w2" }.Zip(byHand, found))
{
    var gradient = array.ToMatrix();
    double error = (gradient - hand).FrobeniusNorm() / hand.FrobeniusNorm();
    Console.WriteLine(
        $"gradient of {name}: norm {gradient.FrobeniusNorm():G6}, as derived by hand to 1e-10: {(error < 1e-10 ? "true" : "false")}"
    );
}
