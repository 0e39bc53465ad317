using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>OpenBLAS, called directly: the products without any wrapper's cost.</summary>
internal static partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101,
        Plain = 111,
        Transposed = 112;

    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int count);

    /// <summary>C = A B, each factor transposed on request.</summary>
    public static unsafe void Multiply(
        bool ta,
        bool tb,
        int m,
        int k,
        int n,
        double[] a,
        double[] b,
        double[] c
    )
    {
        fixed (
            double* pa = a,
                pb = b,
                pc = c
        )
            Dgemm(RowMajor, Of(ta), Of(tb), m, n, k, 1, pa, ta ? m : k, pb, tb ? k : n, 0, pc, n);
    }

    /// <inheritdoc cref="Multiply(bool, bool, int, int, int, double[], double[], double[])"/>
    public static unsafe void Multiply(
        bool ta,
        bool tb,
        int m,
        int k,
        int n,
        float[] a,
        float[] b,
        float[] c
    )
    {
        fixed (
            float* pa = a,
                pb = b,
                pc = c
        )
            Sgemm(RowMajor, Of(ta), Of(tb), m, n, k, 1, pa, ta ? m : k, pb, tb ? k : n, 0, pc, n);
    }

    private static int Of(bool transposed) => transposed ? Transposed : Plain;

    [LibraryImport(Library, EntryPoint = "cblas_dgemm")]
    private static unsafe partial void Dgemm(
        int order,
        int ta,
        int tb,
        int m,
        int n,
        int k,
        double alpha,
        double* a,
        int lda,
        double* b,
        int ldb,
        double beta,
        double* c,
        int ldc
    );

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static unsafe partial void Sgemm(
        int order,
        int ta,
        int tb,
        int m,
        int n,
        int k,
        float alpha,
        float* a,
        int lda,
        float* b,
        int ldb,
        float beta,
        float* c,
        int ldc
    );
}
