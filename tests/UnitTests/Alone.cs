namespace FunctionalGrad.UnitTests;

/// <summary>Tests that run beside no others: they change what is one for all, or need all threads.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
