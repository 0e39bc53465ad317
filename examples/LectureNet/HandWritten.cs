using MathNet.Numerics.LinearAlgebra;

namespace LectureNet;

/// <summary>The lecture's analytical gradients, line by line, in MathNet's matrices.</summary>
internal static class HandWritten
{
    public static Matrix<double>[] Gradients(
        Matrix<double> x,
        Matrix<double> y,
        Matrix<double> w1,
        Matrix<double> w2
    )
    {
        var h = (x * w1).Map(s => 1 / (1 + Math.Exp(-s)));
        var gradPredicted = 2.0 * (h * w2 - y);
        var gradW2 = h.Transpose() * gradPredicted;
        var gradH = gradPredicted * w2.Transpose();
        var gradW1 = x.Transpose() * gradH.Map2((g, s) => g * s * (1 - s), h);
        return [gradW1, gradW2];
    }
}
