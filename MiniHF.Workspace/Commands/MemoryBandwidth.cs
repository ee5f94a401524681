using System.Diagnostics;
using System.Numerics.Tensors;
using MiniHF.Engine.Torch;

namespace MiniHF.Workspace.Commands;

/// <summary>What one thread, or a whole device, reads of its memory.</summary>
internal static class MemoryBandwidth
{
    private const int Repeats = 3;

    /// <summary>More than caches hold.</summary>
    private const int HostBytes = 256 << 20;

    private const long DeviceBytes = 2L << 30;

    /// <summary>The best of a few sums of many numbers.</summary>
    public static double GigabytesPerSecond(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type == DeviceType.CPU)
        {
            float[] numbers = new float[HostBytes / sizeof(float)];
            Array.Fill(numbers, 1);
            return Best(HostBytes, () => TensorPrimitives.Sum(numbers));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor there = torch.ones([DeviceBytes / sizeof(float)], device: device);

        // Once before: the first call of a kind prepares what the others use. Reading the sum waits for it.
        there.sum().ToSingle();
        return Best(DeviceBytes, () => there.sum().ToSingle());
    }

    private static double Best(long bytes, Func<float> sum)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            sum();
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            best = time < best ? time : best;
        }

        return bytes / best.TotalSeconds / 1e9;
    }
}
