namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// The settings that a text shares with its notebook's defaults or has as its own, each by the name of its field in the panel. One that
/// equals the default follows it when that changes.
/// </summary>
public static class GenerationFields
{
    private static readonly (string Name, Func<GenerationSettings, object?> Get, Func<GenerationSettings, GenerationSettings, GenerationSettings> Take)[] s_all =
    [
        // An adapter belongs to its model: the two go together.
        ("model", s => (s.Model, s.Adapter), (to, from) => to with { Model = from.Model, Adapter = from.Adapter }),
        ("count", s => s.Count, (to, from) => to with { Count = from.Count }),
        ("tokens", s => s.MaxTokens, (to, from) => to with { MaxTokens = from.MaxTokens }),
        ("temperature", s => s.Sampling.Temperature, (to, from) => to with { Sampling = to.Sampling with { Temperature = from.Sampling.Temperature } }),
        ("top-k", s => s.Sampling.TopK, (to, from) => to with { Sampling = to.Sampling with { TopK = from.Sampling.TopK } }),
        ("top-p", s => s.Sampling.TopP, (to, from) => to with { Sampling = to.Sampling with { TopP = from.Sampling.TopP } }),
        ("min-p", s => s.Sampling.MinP, (to, from) => to with { Sampling = to.Sampling with { MinP = from.Sampling.MinP } }),
        ("repetition", s => s.Sampling.RepetitionPenalty, (to, from) => to with { Sampling = to.Sampling with { RepetitionPenalty = from.Sampling.RepetitionPenalty } }),
        ("seed", s => s.Seed, (to, from) => to with { Seed = from.Seed }),
    ];

    /// <summary>Every name, in the panel's order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(field => field.Name)];

    /// <summary>The names of those that are not the default's.</summary>
    public static IReadOnlyList<string> Differing(GenerationSettings own, GenerationSettings defaults) =>
        [.. s_all.Where(field => !Equals(field.Get(own), field.Get(defaults))).Select(field => field.Name)];

    /// <summary>The settings with one of them as the default has it.</summary>
    public static GenerationSettings Reset(GenerationSettings own, GenerationSettings defaults, string name) =>
        s_all.First(field => field.Name == name).Take(own, defaults);

    /// <summary>The settings after the defaults changed: what followed them follows still.</summary>
    public static GenerationSettings Follow(GenerationSettings own, GenerationSettings before, GenerationSettings after)
    {
        GenerationSettings followed = own;
        foreach ((_, Func<GenerationSettings, object?> get, Func<GenerationSettings, GenerationSettings, GenerationSettings> take) in s_all)
        {
            followed = Equals(get(own), get(before)) ? take(followed, after) : followed;
        }

        return followed;
    }
}
