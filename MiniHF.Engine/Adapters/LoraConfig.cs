using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniHF.Engine.Adapters;

/// <summary>How a LoRA (Hu et al. 2021) is made: which layers it changes, and how wide and how strong the change is. Biases stay as they are.</summary>
public sealed record LoraConfig
{
    private static readonly TimeSpan s_longestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Width between the two factors of a change.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>A change is scaled by this over the rank.</summary>
    public double Alpha { get; init; } = 8;

    /// <summary>The probability, in training, that a number going into a change is left out.</summary>
    public double Dropout { get; init; }

    public LoraTargets Targets { get; init; } = LoraTargets.AllLinear;

    /// <summary>Whether a change is scaled by alpha over the rank's root instead (Kalajdzievski 2023), which keeps wide ones strong.</summary>
    public bool UseRslora { get; init; }

    /// <summary>What the base model is called where the adapter was made; empty if nobody said.</summary>
    public string BaseModel { get; init; } = "";

    /// <summary>Other ranks for some layers, by their whole names, the ends of these, or patterns of either.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas for some layers, likewise.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>The rank of one layer's change.</summary>
    public int RankOf(string module) => Find(RankPattern, module, Rank);

    /// <summary>The factor of one layer's change.</summary>
    public double ScalingOf(string module)
    {
        int rank = RankOf(module);
        return Find(AlphaPattern, module, Alpha) / (UseRslora ? Math.Sqrt(rank) : rank);
    }

    /// <exception cref="UserFacingException">A number is out of range; names it, its value and what is allowed.</exception>
    public void Validate()
    {
        if (Rank < 1 || RankPattern.Values.Any(rank => rank < 1))
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"The adapter's rank is {Rank}; it must be 1 or more."));
        }

        if (!double.IsFinite(Alpha) || Alpha <= 0)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"The adapter's alpha is {Alpha}; it must be above 0."));
        }

        if (!(Dropout is >= 0 and < 1))
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"The adapter's dropout is {Dropout}; it must be 0 (none) up to, not including, 1."));
        }
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> patterns, string module, T otherwise)
    {
        foreach ((string pattern, T value) in patterns)
        {
            if (IsMatch(module, pattern))
            {
                return value;
            }
        }

        return otherwise;
    }

    private static bool IsMatch(string module, string pattern)
    {
        try
        {
            return Regex.IsMatch(module, $@"\A(?:.*\.)?(?:{pattern})\z", RegexOptions.CultureInvariant, s_longestMatch);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw new UserFacingException($"The pattern of layers with a rank or alpha of their own, {pattern}, cannot be used: {e.Message}", e);
        }
    }
}
