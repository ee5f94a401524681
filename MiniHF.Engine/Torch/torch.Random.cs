using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        device ??= CPU;
        var status = mhf_random_rand(size, size.Length, (int)(dtype ?? float32), (int)device.type, device.index, Of(generator), out var result);
        return Ready(Result(status, result), requires_grad);
    }

    public static Tensor rand(params ReadOnlySpan<long> size) => rand(size, null);

    /// <summary>Normal with mean 0 and deviation 1.</summary>
    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        device ??= CPU;
        var status = mhf_random_randn(size, size.Length, (int)(dtype ?? float32), (int)device.type, device.index, Of(generator), out var result);
        return Ready(Result(status, result), requires_grad);
    }

    public static Tensor randn(params ReadOnlySpan<long> size) => randn(size, null);

    /// <summary>Whole numbers from low (included) to high (not included).</summary>
    public static Tensor randint(long low, long high, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, Generator? generator = null)
    {
        device ??= CPU;
        var status = mhf_random_randint(low, high, size, size.Length, (int)(dtype ?? int64), (int)device.type, device.index, Of(generator), out var result);
        return Result(status, result);
    }

    public static Tensor randperm(long n, Device? device = null, Generator? generator = null)
    {
        device ??= CPU;
        return Result(mhf_random_randperm(n, (int)int64, (int)device.type, device.index, Of(generator), out var result), result);
    }

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    private static GeneratorHandle Of(Generator? generator) => generator?.Handle ?? GeneratorHandle.None;
}
