namespace FunctionalGrad;

/// <summary>Random arrays for the tests of derivatives.</summary>
internal static class RandomDirections
{
    /// <summary>A number of either sign and of a magnitude between 1/2 and 1.</summary>
    public static double Signed(this SeededRandom random)
    {
        double u = random.Uniform();
        return u < 0.5 ? -1 + u : u;
    }

    /// <summary>An array of such numbers.</summary>
    public static NDArray<double> Signed(this SeededRandom random, Shape shape) =>
        NDArray<double>.Create(
            shape,
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = random.Signed();
            }
        );
}
