using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch;

/// <summary>A number given to an operation: an integer, a floating-point number or a truth value. Made by conversion.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Scalar
{
    private readonly long _bits;
    private readonly int _kind;

    private Scalar(long bits, int kind)
    {
        _bits = bits;
        _kind = kind;
    }

    internal static Scalar None => default;

    /// <summary>Whether arithmetic with it keeps integers integers.</summary>
    public bool IsIntegral => _kind is 1 or 3;

    public static implicit operator Scalar(int value) => new(value, 1);

    public static implicit operator Scalar(long value) => new(value, 1);

    public static implicit operator Scalar(float value) => new(BitConverter.DoubleToInt64Bits(value), 2);

    public static implicit operator Scalar(double value) => new(BitConverter.DoubleToInt64Bits(value), 2);

    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, 3);
}
