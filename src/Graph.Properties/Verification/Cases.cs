using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace FunctionalGrad.Properties;

/// <summary>Runs a law over random cases by FsCheck and shows the smallest case that breaks it.</summary>
internal static class Cases
{
    /// <summary>Requires a law of every case; it is broken by throwing.</summary>
    /// <exception cref="VerificationException">It is broken.</exception>
    public static void Require<T>(
        string claim,
        Gen<T> cases,
        Func<T, IEnumerable<T>> shrink,
        Action<T> law,
        Func<T, string> show,
        VerifyOptions options
    )
    {
        options.Require();
        var runner = new SilentRunner();
        var config = Config
            .Quick.WithMaxTest(options.Tests)
            .WithReplay(
                FSharpOption<Replay>.Some(
                    new Replay(new Rnd((ulong)options.Seed), FSharpOption<int>.None)
                )
            )
            .WithRunner(runner);
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(cases, shrink), law));
        if (runner.Result is not TestResult.Failed failed)
            return;
        var smallest = (T)failed.Item3.Head;
        var broken = Broken(law, smallest);
        throw new VerificationException(
            $"{claim}: not so in test {failed.Item1.NumberOfTests} of {options.Tests}, shrunk {failed.Item1.NumberOfShrinks} times to\n{show(smallest)}\n{broken?.Message ?? Flaky}\n{options.Replay}",
            broken is GradientCheckException or VerificationException ? null : broken
        );
    }

    private const string Flaky =
        "run again on the same case it holds: what is tested does not give the same answer each time. Does it keep a state, or draw random numbers?";

    private static Exception? Broken<T>(Action<T> law, T one)
    {
        try
        {
            law(one);
            return null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return problem;
        }
    }

    private sealed class SilentRunner : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnArguments(
            int number,
            Microsoft.FSharp.Collections.FSharpList<object> arguments,
            FSharpFunc<
                int,
                FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string>
            > every
        ) { }

        public void OnFinished(string name, TestResult result) => Result = result;

        public void OnShrink(
            Microsoft.FSharp.Collections.FSharpList<object> arguments,
            FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string> everyShrink
        ) { }

        public void OnStartFixture(Type fixture) { }
    }
}
