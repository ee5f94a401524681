using System.Text.RegularExpressions;

namespace MiniHF.Engine.Adapters;

/// <summary>Which layers an adapter changes, as PEFT's <c>target_modules</c> says it: by the ends of their names, by a pattern, or all but the head.</summary>
public sealed class LoraTargets
{
    private static readonly TimeSpan s_longestMatch = TimeSpan.FromSeconds(1);

    private readonly Regex? _pattern;

    private LoraTargets(IReadOnlyList<string> names, Regex? pattern)
    {
        Names = names;
        _pattern = pattern;
    }

    /// <summary>Every projection of every block, and not the head.</summary>
    public static LoraTargets AllLinear { get; } = new([], null);

    /// <summary>Whole names, or their last parts (<c>q_proj</c>, <c>self_attn.q_proj</c>); empty where a pattern or all are meant.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What a whole name must match, or null.</summary>
    public string? Pattern { get; private init; }

    public bool IsAllLinear => Names.Count == 0 && Pattern is null;

    /// <summary>Layers of these names, or whose names end with a dot and one of these.</summary>
    public static LoraTargets Named(params IEnumerable<string> names)
    {
        string[] given = [.. names.Distinct(StringComparer.Ordinal)];
        return given.Length > 0 && given.All(name => name.Length > 0)
            ? new LoraTargets(given, null)
            : throw new UserFacingException("An adapter needs layers to change: name some, such as q_proj, or say all-linear.");
    }

    /// <summary>Layers whose whole name matches a regular expression.</summary>
    /// <exception cref="UserFacingException">It is not one.</exception>
    public static LoraTargets Matching(string pattern)
    {
        try
        {
            return new LoraTargets([], new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, s_longestMatch)) { Pattern = pattern };
        }
        catch (ArgumentException e)
        {
            throw new UserFacingException($"The pattern of layers to change, {pattern}, is no regular expression: {e.Message}", e);
        }
    }

    /// <param name="module">A layer's name in the checkpoint.</param>
    /// <param name="isHead">Whether it is the one that gives the logits.</param>
    public bool Include(string module, bool isHead)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (_pattern is null)
        {
            return Names.Count == 0 ? !isHead : Names.Any(name => module == name || module.EndsWith($".{name}", StringComparison.Ordinal));
        }

        try
        {
            return _pattern.IsMatch(module);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new UserFacingException($"The pattern of layers to change, {Pattern}, takes too long to match: write it more simply, or name the layers.", e);
        }
    }

    public override string ToString() => Pattern ?? (Names.Count == 0 ? "all-linear" : string.Join(", ", Names));
}
