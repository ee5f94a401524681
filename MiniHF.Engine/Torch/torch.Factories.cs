using System.Runtime.InteropServices;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

/// <summary>libtorch under TorchSharp's names.</summary>
public static partial class torch
{
    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        device ??= CPU;
        return Ready(Result(mhf_tensor_empty(size, size.Length, (int)(dtype ?? float32), (int)device.type, device.index, out var result), result), requires_grad);
    }

    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        device ??= CPU;
        return Ready(Result(mhf_tensor_zeros(size, size.Length, (int)(dtype ?? float32), (int)device.type, device.index, out var result), result), requires_grad);
    }

    public static Tensor zeros(params ReadOnlySpan<long> size) => zeros(size, null);

    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        device ??= CPU;
        return Ready(Result(mhf_tensor_ones(size, size.Length, (int)(dtype ?? float32), (int)device.type, device.index, out var result), result), requires_grad);
    }

    public static Tensor ones(params ReadOnlySpan<long> size) => ones(size, null);

    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        device ??= CPU;
        var type = dtype ?? (value.IsIntegral ? int64 : float32);
        return Ready(Result(mhf_tensor_full(size, size.Length, value, (int)type, (int)device.type, device.index, out var result), result), requires_grad);
    }

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null) => arange(0, stop, 1, dtype, device);

    /// <summary>Numbers from start (included) to stop (not included).</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null)
    {
        device ??= CPU;
        var type = dtype ?? (start.IsIntegral && stop.IsIntegral && step.IsIntegral ? int64 : float32);
        return Result(mhf_tensor_arange(start, stop, step, (int)type, (int)device.type, device.index, out var result), result);
    }

    public static Tensor empty_like(Tensor input) => Result(mhf_tensor_empty_like(input.Handle, out var result), result);

    public static Tensor zeros_like(Tensor input) => Result(mhf_tensor_zeros_like(input.Handle, out var result), result);

    public static Tensor ones_like(Tensor input) => Result(mhf_tensor_ones_like(input.Handle, out var result), result);

    public static Tensor tensor(float value, Device? device = null) => full([], value, float32, device);

    public static Tensor tensor(double value, ScalarType dtype, Device? device = null) => full([], value, dtype, device);

    public static Tensor tensor(long value, Device? device = null) => full([], value, int64, device);

    public static Tensor tensor(bool value, Device? device = null) => full([], value, @bool, device);

    /// <summary>A vector with a copy of the elements.</summary>
    public static Tensor tensor(ReadOnlySpan<float> data, Device? device = null) => From(data, [data.Length], float32, device);

    /// <summary>A tensor of the given shape with a copy of the elements, last dimension fastest.</summary>
    public static Tensor tensor(ReadOnlySpan<float> data, ReadOnlySpan<long> dimensions, Device? device = null) => From(data, dimensions, float32, device);

    public static Tensor tensor(ReadOnlySpan<double> data, Device? device = null) => From(data, [data.Length], float64, device);

    public static Tensor tensor(ReadOnlySpan<double> data, ReadOnlySpan<long> dimensions, Device? device = null) => From(data, dimensions, float64, device);

    public static Tensor tensor(ReadOnlySpan<long> data, Device? device = null) => From(data, [data.Length], int64, device);

    public static Tensor tensor(ReadOnlySpan<long> data, ReadOnlySpan<long> dimensions, Device? device = null) => From(data, dimensions, int64, device);

    public static Tensor tensor(ReadOnlySpan<int> data, Device? device = null) => From(data, [data.Length], int32, device);

    public static Tensor tensor(ReadOnlySpan<int> data, ReadOnlySpan<long> dimensions, Device? device = null) => From(data, dimensions, int32, device);

    public static Tensor tensor(ReadOnlySpan<bool> data, Device? device = null) => From(data, [data.Length], @bool, device);

    public static Tensor tensor(ReadOnlySpan<bool> data, ReadOnlySpan<long> dimensions, Device? device = null) => From(data, dimensions, @bool, device);

    /// <summary>A tensor of any type with a copy of its elements' bytes.</summary>
    public static Tensor from_bytes(ReadOnlySpan<byte> data, ReadOnlySpan<long> dimensions, ScalarType dtype, Device? device = null) =>
        From(data, dimensions, dtype, device);

    private static Tensor From<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> sizes, ScalarType type, Device? device)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(data);
        var made = Result(mhf_tensor_from_data(bytes, bytes.Length, sizes, sizes.Length, (int)type, out var result), result, nameof(tensor));
        if (device is null || device.type == DeviceType.CPU)
        {
            return made;
        }

        using (made)
        {
            return made.to(device);
        }
    }

    private static Tensor Ready(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;
}
