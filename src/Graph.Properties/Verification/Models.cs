using FsCheck;

namespace FunctionalGrad.Properties;

/// <summary>Verifies gradients of graphs at random points.</summary>
internal static class Models
{
    public static void Verify(Gen<Situation> situations, VerifyOptions options) =>
        Verify(
            situations,
            options,
            at =>
                GradientCheck.Of(
                    at.Graph,
                    at.Bindings,
                    options.Check with
                    {
                        Wrt = options.Check.Wrt ?? at.Wrt,
                    }
                )
        );

    public static void Verify(
        Gen<Situation> situations,
        VerifyOptions options,
        Func<Situation, GradientReport> check
    )
    {
        var tally = new Tally("the gradient of the model", options);
        Cases.Require(
            "the gradient of the model is right",
            situations,
            situation => situation.Shrink(),
            situation => tally.Count(check(situation)),
            situation => situation.ToString(),
            options
        );
        tally.RequireTold();
    }
}
