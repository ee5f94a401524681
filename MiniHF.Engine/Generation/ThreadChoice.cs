using System.Diagnostics;
using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>
/// How many threads a step uses. More threads speed up large products and slow down small ones, by how much depends on the
/// machine and on what else runs there: so it is measured on the model itself.
/// </summary>
/// <param name="Decode">For steps of few tokens.</param>
/// <param name="Prefill">For steps of at least <see cref="ManyRows"/> tokens.</param>
public sealed record ThreadChoice(int Decode, int Prefill)
{
    /// <summary>From so many tokens on a step counts as one of many.</summary>
    public const int ManyRows = 16;

    private const int ProbeRows = 64;
    private const int Repeats = 5;

    // Threads that only just pay when the machine is idle cost dearly when it is not.
    private const double WorthwhileGain = 1.3;
    private static readonly TimeSpan s_longEnough = TimeSpan.FromMilliseconds(100);

    /// <summary>The set number, or the better of one and all processors for each kind of step.</summary>
    public static ThreadChoice For(CausalLM model, int set)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (set > 0 || Environment.ProcessorCount == 1 || model.Device.type != DeviceType.CPU)
        {
            return new ThreadChoice(Math.Max(1, set), Math.Max(1, set));
        }

        return new ThreadChoice(Best(model, 1), Best(model, ProbeRows));
    }

    /// <summary>
    /// All processors only where their typical time beats the best of one: on a busy machine threads wait for each other, and a
    /// single lucky round says nothing of the others.
    /// </summary>
    private static int Best(CausalLM model, int rows)
    {
        List<TimeSpan> one = [];
        List<TimeSpan> all = [];
        long start = Stopwatch.GetTimestamp();
        do
        {
            one.Add(Measure(model, rows, 1));
            all.Add(Measure(model, rows, Environment.ProcessorCount));
        }
        while (one.Count < Repeats && Stopwatch.GetElapsedTime(start) < s_longEnough);

        return one.Min() / all.Order().ElementAt(all.Count / 2) > WorthwhileGain ? Environment.ProcessorCount : 1;
    }

    private static TimeSpan Measure(CausalLM model, int rows, int threads)
    {
        set_num_threads(threads);
        TimeSpan best = TimeSpan.MaxValue;
        for (int repeat = 0; repeat < 2; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Probe(rows);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }

        return best;
    }
}
