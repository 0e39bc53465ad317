using System.Text;

namespace FunctionalGrad.UnitTests;

/// <summary>Writes .npy files with any header and data.</summary>
internal static class NpyBytes
{
    public static byte[] File(string header, string data, byte version = 1)
    {
        byte[] length =
            version == 1
                ? BitConverter.GetBytes((ushort)header.Length)
                : BitConverter.GetBytes(header.Length);
        return
        [
            .. Hex("93 4E 55 4D 50 59"),
            version,
            0,
            .. length,
            .. Encoding.ASCII.GetBytes(header),
            .. Hex(data),
        ];
    }

    public static byte[] Hex(string bytes) => Convert.FromHexString(bytes.Replace(" ", ""));
}
