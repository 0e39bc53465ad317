using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FunctionalGrad;

/// <summary>Single numbers as vectors of one: for a processor without vectors, and for what is too small for them.</summary>
internal readonly unsafe struct Numbers<T> : IVectors<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the processor rounds a b + c once; in software that would take a hundred times as long.</summary>
    public static bool Fuse => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    public static int Count => 1;

    public static bool ManyRegisters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T x, T* to) => *to = x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T All(T x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T a, T b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T c) => Fuse ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;
}
