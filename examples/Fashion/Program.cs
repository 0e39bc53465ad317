using System.Diagnostics;
using Fashion;
using Spectre.Console;

// The 784-256-128-10 network on Fashion-MNIST's 60,000 pictures: dotnet run -c Release --project examples/Fashion [folder]
const long seed = 1;
const int batch = 128,
    epochs = 10;

string folder = args.Length > 0 ? args[0] : Garments.Folder;
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine(
        $"Fashion-MNIST is not in {folder}. On Debian: apt-get install dataset-fashion-mnist. Elsewhere give the folder of the four files *-ubyte.gz as argument."
    );
    return 2;
}
Garments train = Garments.Load(folder, "train"),
    test = Garments.Load(folder, "t10k");
AnsiConsole.WriteLine($"{train.Rows} pictures to train on, {test.Rows} held out");

var model = Layer
    .Dense("layer1", Garments.Pixels, 256)
    .Then(Relu)
    .Then(Layer.Dense("layer2", 256, 128))
    .Then(Relu)
    .Then(Layer.Dense("layer3", 128, 10));
Expr images = Input("images", batch, Garments.Pixels),
    labels = Input("labels", batch);
var scores = model(images);
var minibatches = new Minibatches<float>((images, train.Images), (labels, train.Labels));
var step = TrainingStep.Of(
    Loss.SoftmaxCrossEntropy(scores, labels),
    Optimizer.Adam(Schedule.Cosine(0.002, epochs * minibatches.PerEpoch)),
    Metric.Accuracy(scores, labels)
);

Expr unseen = Input("images", test.Rows, Garments.Pixels);
var reader = model(unseen);
double HeldOut(TrainingState<float> state) =>
    test.Accuracy(
        Evaluate.Value<float>(reader, [.. state.Bindings(reader), (unseen, test.Images)])
    );

var loop = step.Loop(step.Initial<float>(seed));
double accuracy = 0;
AnsiConsole.WriteLine("epoch    loss  train acc  held-out acc   seconds  examples/s");
AnsiConsole
    .Progress()
    .AutoClear(true)
    .Start(progress =>
    {
        var bar = progress.AddTask("training", maxValue: epochs * minibatches.PerEpoch);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double loss = 0,
                right = 0;
            var clock = Stopwatch.StartNew();
            for (int i = 0; i < minibatches.PerEpoch; i++)
            {
                loop.Step(minibatches);
                loss += loop.Loss / minibatches.PerEpoch;
                right += loop.Metric("accuracy") / minibatches.PerEpoch;
                bar.Increment(1);
            }
            double seconds = clock.Elapsed.TotalSeconds,
                rate = minibatches.PerEpoch * batch / seconds;
            bar.Description = FormattableString.Invariant($"epoch {epoch}, {rate:N0} examples/s");
            accuracy = HeldOut(loop.State);
            AnsiConsole.WriteLine(
                FormattableString.Invariant(
                    $"{epoch, 5}  {loss:F4}     {right:F4}        {accuracy:F4}  {seconds, 8:F2}  {rate, 10:N0}"
                )
            );
        }
    });
AnsiConsole.WriteLine(FormattableString.Invariant($"held-out test accuracy {accuracy:F4}"));
return accuracy >= 0.88 ? 0 : 1;
