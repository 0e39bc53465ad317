using Digits;
using Spectre.Console;

// Everything here is a value: the network is an expression, its gradient is another, a training run is a lazy sequence of states.
const long seed = 2;
const int batch = 64,
    epochs = 50;

var (train, test) = Data.Load(seed);
AnsiConsole.WriteLine(
    $"handwritten digits, 8 x 8 pixels: {train.Rows} to train on, {test.Rows} held out"
);
Picture.Draw(test, [.. Enumerable.Range(0, 8)], row => $"{test.LabelOf(row)}");

// A network is a function from expressions to expressions; another batch size is another graph made by the same function.
Func<Expr, Expr> Model(bool training) =>
    Layer
        .Dense("hidden1", 64, 256)
        .Then(Silu)
        .Then(Layer.Dropout("dropout1", 0.3, training))
        .Then(Layer.Dense("hidden2", 256, 128))
        .Then(Silu)
        .Then(Layer.Dropout("dropout2", 0.3, training))
        .Then(Layer.Dense("output", 128, 10));

Expr images = Input("images", batch, 64),
    labels = Input("labels", batch);
var scores = Model(training: true)(images);
var loss = ModulePath.Named("loss", () => Loss.SoftmaxCrossEntropy(scores, labels));
var cost =
    loss + ModulePath.Named("penalty", () => 1e-4 * Regularization.L2(Parameters.WeightsOf(loss)));

var minibatches = new Minibatches<float>((images, train.Images), (labels, train.Labels));
var step = TrainingStep.Of(
    cost,
    Optimizer.Adam(Schedule.Cosine(0.003, epochs * minibatches.PerEpoch)),
    Metric.Accuracy(scores, labels)
);
int forward = Tape.Of(cost).Nodes.Count,
    both = Tape.Of([cost, .. Gradient(cost, step.Parameters)]).Nodes.Count;
AnsiConsole.WriteLine(
    FormattableString.Invariant(
        $"network 64-256-128-10: {step.Parameters.Sum(p => p.Shape.Size):N0} parameters, {forward} nodes, {both} with gradient"
    )
);

// Is the gradient right? The same graph, now in double, before anything is trained in float.
var start = step.Initial<float>(seed);
Binding<double>[] first =
[
    .. step.Initial<double>(seed).Bindings(cost),
    .. minibatches.At(start).Select(b => new Binding<double>(b.Input!, b.Value.Convert<double>())),
];
var check = GradientCheck.Of(cost, first, new() { Wrt = step.Parameters });
Console.WriteLine(check);
AnsiConsole.WriteLine(
    FormattableString.Invariant(
        $"gradient check: {(check.Passed ? "ok" : "FAILED")}, worst relative error {check.WorstRelativeError:0.0e+00}"
    )
);
if (!check.Passed)
    return 1;

Expr unseen = Input("images", test.Rows, 64);
var reader = Model(training: false)(unseen);
NDArray<float> Scores(TrainingState<float> state) =>
    Evaluate.Values(Tape.Of(reader), [.. state.Bindings(reader), (unseen, test.Images)])[0];

var inspection = Inspection.Of(cost);
var history = TrainingProgress.Show(
    step.Run(start, minibatches.At).Take(epochs * minibatches.PerEpoch),
    start,
    epochs,
    minibatches.PerEpoch,
    state => test.Accuracy(Scores(state)),
    (state, next) => inspection.At(state, minibatches.At(state), next)
);

var trained = history.Last;
var final = Scores(trained);
Confusion.Draw(test, final);
AnsiConsole.WriteLine("misread, as true -> read:");
Picture.Draw(
    test,
    [.. test.Misread(final).Take(7)],
    row => $"{test.LabelOf(row)} -> {DigitSet.Read(final, row)}"
);

string path = Path.Combine(AppContext.BaseDirectory, "digits.npz");
Npz.Save(path, trained.Parameters);
bool same = Npz.Load<float>(path).All(saved => saved.Value.SameBits(trained.Parameters[saved.Key]));
AnsiConsole.WriteLine(
    $"parameters saved to digits.npz beside the program, read back {(same ? "bit for bit" : "CHANGED")}"
);

var report = new Report
{
    Network = "64-256-128-10",
    TrainedOn = train.Rows,
    Trace = Explain.Of(cost, first),
    Step = step,
    Check = check,
    History = history,
    HeldOut = test,
    Scores = final,
    FirstLayer = "hidden1.weight",
};
string page = Path.Combine(AppContext.BaseDirectory, "report.html");
File.WriteAllText(page, report.ToHtml());
AnsiConsole.WriteLine(
    FormattableString.Invariant($"held-out test accuracy {test.Accuracy(final):F4}")
);
Console.WriteLine($"report: {page}: open it in a browser");
return same ? 0 : 1;
