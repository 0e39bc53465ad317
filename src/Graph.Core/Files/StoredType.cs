namespace FunctionalGrad;

/// <summary>An element type that files hold.</summary>
internal enum StoredType
{
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
}
