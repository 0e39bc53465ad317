using System.Globalization;
using System.Runtime.Intrinsics;

namespace FunctionalGrad.UnitTests.Kernels;

/// <summary>The gate runs the tests of kernels and programs on narrower vectors too; here they are asked whether they really are narrower.</summary>
public class InstructionSetTests
{
    private static int Widest =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 64;

    [Fact]
    public void Vectors_are_no_wider_than_the_gate_wants_them()
    {
        // A switch of another version's name is ignored without a word: .NET 10 has no DOTNET_EnableAVX512F.
        string most = Environment.GetEnvironmentVariable("FUNCTIONALGRAD_VECTOR_BITS") ?? "512";
        Assert.InRange(Widest, 64, int.Parse(most, CultureInfo.InvariantCulture));
    }
}
