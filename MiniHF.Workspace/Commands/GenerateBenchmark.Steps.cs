using System.Diagnostics;
using System.Globalization;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Commands;

/// <content>What adapters and recorded alternatives add to a step: processor time, with and without in turn, so that what else the machine does falls on both.</content>
internal static partial class GenerateBenchmark
{
    private const int AdapterRepeats = 10;
    private const int AlternativesRepeats = 25;

    /// <param name="Setting">What the branches went through, or what was recorded of them.</param>
    /// <param name="StepMilliseconds">Processor time of one token of each branch, the prompt's share included.</param>
    /// <param name="BareStepMilliseconds">The same without, measured in turn with it.</param>
    internal sealed record StepRate(string Setting, int Branches, double StepMilliseconds, double BareStepMilliseconds)
    {
        public double Ratio => StepMilliseconds / BareStepMilliseconds;
    }

    /// <summary>Steps with and without an adapter in turn, so that what else the machine does falls on both.</summary>
    private static async Task<IReadOnlyList<StepRate>> AdapterRatesAsync(TextGenerator generator, string directory, Action<string> step, CancellationToken ct)
    {
        const string Half = "half of them";
        await generator.LoadAdapterAsync(directory, "adapter", ct);
        List<StepRate> rates = [];
        foreach ((string setting, int branches) in ((string, int)[])[("all", 1), ("all", 8), (Half, 8)])
        {
            step(string.Create(CultureInfo.InvariantCulture, $"{branches} branches, {setting} through the adapter, {AdapterRepeats} times"));
            TimeSpan best = TimeSpan.MaxValue;
            TimeSpan bare = TimeSpan.MaxValue;
            for (int i = 0; i < AdapterRepeats; i++)
            {
                bare = Least(bare, await DecodeAsync(generator, [("", branches)], ct));
                best = Least(best, await DecodeAsync(generator, setting == Half ? [("", branches / 2), ("adapter", branches / 2)] : [("adapter", branches)], ct));
            }

            rates.Add(new StepRate(setting, branches, best.TotalMilliseconds / Tokens, bare.TotalMilliseconds / Tokens));
        }

        return rates;
    }

    /// <summary>Steps with and without them in turn, packed as events keep them.</summary>
    private static async Task<IReadOnlyList<StepRate>> AlternativesRatesAsync(TextGenerator generator, Action<string> step, CancellationToken ct)
    {
        List<StepRate> rates = [];
        foreach (int branches in (int[])[1, 8])
        {
            step(string.Create(CultureInfo.InvariantCulture, $"{branches} branches, the likeliest {TokenAlternatives.Recorded} beside each token, {AlternativesRepeats} times"));
            TimeSpan best = TimeSpan.MaxValue;
            TimeSpan bare = TimeSpan.MaxValue;
            for (int i = 0; i < AlternativesRepeats; i++)
            {
                bare = Least(bare, await DecodeAsync(generator, [("", branches)], ct));
                best = Least(best, await DecodeAsync(generator, [("", branches)], ct, TokenAlternatives.Recorded));
            }

            rates.Add(new StepRate($"{TokenAlternatives.Recorded} alternatives", branches, best.TotalMilliseconds / Tokens, bare.TotalMilliseconds / Tokens));
        }

        return rates;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The processor time of all groups of branches together: what else the machine does is no part of it.</summary>
    private static async Task<TimeSpan> DecodeAsync(TextGenerator generator, (string Adapter, int Branches)[] groups, CancellationToken ct, int alternatives = 0)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        await Task.WhenAll(groups.Select(group => TimeAsync(generator, BranchPrompt, group.Branches, Tokens, ct, group.Adapter, alternatives)));
        process.Refresh();
        return process.TotalProcessorTime - before;
    }
}
