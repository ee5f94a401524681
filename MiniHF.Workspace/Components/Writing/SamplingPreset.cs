using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>Sampling by temper rather than by number.</summary>
public sealed record SamplingPreset(string Name, string Meaning, SamplingOptions Sampling)
{
    public static IReadOnlyList<SamplingPreset> All { get; } =
    [
        new("Careful", "Stays close to what is likely", new SamplingOptions(Temperature: 0.6, TopK: 40, TopP: 0.9)),
        new("Balanced", "Surprises now and then", new SamplingOptions()),
        new("Wild", "Goes where it pleases", new SamplingOptions(Temperature: 1.2, TopK: 0, TopP: 0.98, MinP: 0.03, RepetitionPenalty: 1.05)),
    ];
}
