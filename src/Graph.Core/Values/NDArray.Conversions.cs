using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace FunctionalGrad;

public sealed partial class NDArray<T>
{
    /// <summary>A copy of the elements in row-major order.</summary>
    public T[] ToArray() => (T[])elements.Clone();

    /// <summary>A copy as a rectangular array of rank 2.</summary>
    /// <exception cref="ShapeException">The array is not of rank 2.</exception>
    public T[,] To2DArray()
    {
        RequireRank(2, "to2DArray", "a rectangular array of rank 2");
        var copy = new T[Shape[0], Shape[1]];
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(copy));
        elements.CopyTo(MemoryMarshal.CreateSpan(ref first, copy.Length));
        return copy;
    }

    /// <summary>A copy as MathNet's dense matrix.</summary>
    /// <exception cref="ShapeException">The array is not of rank 2.</exception>
    public Matrix<T> ToMatrix()
    {
        RequireRank(2, "toMatrix", "a matrix");
        return Matrix<T>.Build.DenseOfRowMajor(Shape[0], Shape[1], elements);
    }

    /// <summary>A copy as MathNet's dense vector.</summary>
    /// <exception cref="ShapeException">The array is not of rank 1.</exception>
    public Vector<T> ToVector()
    {
        RequireRank(1, "toVector", "a vector");
        return Vector<T>.Build.Dense(ToArray());
    }

    private void RequireRank(int rank, string operation, string target)
    {
        if (Shape.Rank != rank)
            throw new ShapeException(
                $"{operation}: the array is {Shape}, of rank {Shape.Rank}: only rank {rank} makes {target}. Reshape it first?"
            );
    }
}
