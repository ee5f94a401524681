using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>Generation settings in words.</summary>
public static class SettingsText
{
    /// <summary>"my-voice · 64 tokens · T 0.9 · top-k 50": the adapter, and what differs from letting everything through.</summary>
    public static string Summary(GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<string> parts = [.. settings.Adapter.Length == 0 ? (string[])[] : [settings.Adapter], Words.Count(settings.MaxTokens, "token", "tokens"), .. Sampling(settings.Sampling)];
        if (settings.Seed is { } seed)
        {
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"seed {seed}"));
        }

        return string.Join(" · ", parts);
    }

    /// <summary>The sampling alone, part by part.</summary>
    public static IEnumerable<string> Sampling(SamplingOptions sampling)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        if (sampling.Temperature <= 0)
        {
            yield return "greedy";
            yield break;
        }

        yield return $"T {Words.Number(sampling.Temperature)}";
        if (sampling.TopK > 0)
        {
            yield return $"top-k {Words.Number((long)sampling.TopK)}";
        }

        if (sampling.TopP < 1)
        {
            yield return $"top-p {Words.Number(sampling.TopP)}";
        }

        if (sampling.MinP > 0)
        {
            yield return $"min-p {Words.Number(sampling.MinP)}";
        }
    }
}
