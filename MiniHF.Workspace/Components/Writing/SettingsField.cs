using System.Globalization;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>A number of the settings: its name, what it does in plain words, its range, and how it is read and set.</summary>
public sealed record SettingsField(
    string Name,
    string Label,
    string Explanation,
    double Least,
    double Most,
    double Step,
    Func<GenerationSettings, double> Get,
    Func<GenerationSettings, double, GenerationSettings> Set)
{
    /// <summary>Every number of the panel, in order.</summary>
    public static IReadOnlyList<SettingsField> All { get; } =
    [
        new("count", "Continuations", "How many ways to go on, side by side.", 1, 16, 1, s => s.Count, (s, v) => s with { Count = (int)v }),
        new("tokens", "Length", "Tokens in each; three make about two words.", 1, 2048, 1, s => s.MaxTokens, (s, v) => s with { MaxTokens = (int)v }),
        new("temperature", "Temperature", "How daring. 0 always takes the likeliest word; above 1.2 it rambles.", 0, 2, 0.05, s => s.Sampling.Temperature, On((s, v) => s with { Temperature = v })),
        new("top-k", "Top-k", "Only the k likeliest words may come next; 0 lets all in.", 0, 1000, 1, s => s.Sampling.TopK, On((s, v) => s with { TopK = (int)v })),
        new("top-p", "Top-p", "Only the likeliest words that make up this share; 1 lets all in.", 0.01, 1, 0.01, s => s.Sampling.TopP, On((s, v) => s with { TopP = v })),
        new("min-p", "Min-p", "Drops words less likely than this fraction of the likeliest; 0 is off.", 0, 1, 0.01, s => s.Sampling.MinP, On((s, v) => s with { MinP = v })),
        new("repetition", "Repetition penalty", "Above 1, words already used come less readily; 1 is off.", 1, 2, 0.01, s => s.Sampling.RepetitionPenalty, On((s, v) => s with { RepetitionPenalty = v })),
    ];

    private bool IsWhole => Step >= 1;

    /// <summary>The value as the field shows it.</summary>
    public string Show(GenerationSettings settings) => Get(settings).ToString(IsWhole ? "0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>Reads what was typed. Gives the settings with it, or the reason it cannot be.</summary>
    public (GenerationSettings? Settings, string? Problem) Read(GenerationSettings settings, string? typed)
    {
        string range = $"{Label} is a {(IsWhole ? "whole number" : "number")} from {Words.Number(Least)} to {Words.Number(Most)}.";
        return double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= Least
            && value <= Most
            && (!IsWhole || value == Math.Floor(value))
                ? (Set(settings, value), null)
                : (null, range);
    }

    private static Func<GenerationSettings, double, GenerationSettings> On(Func<SamplingOptions, double, SamplingOptions> set) =>
        (settings, value) => settings with { Sampling = set(settings.Sampling, value) };
}
