using System.Globalization;

namespace MiniHF.Engine.Weave;

/// <summary>The size and the temper of a search. The defaults are those of the original's server and page.</summary>
/// <param name="Tokens">Tokens a node's text has.</param>
/// <param name="Budget">Nodes the whole search may make.</param>
/// <param name="RoundBudget">Nodes one round may make; then the search commits to a beam.</param>
/// <param name="Expand">Continuations grown from a node at once.</param>
/// <param name="BeamWidth">Nodes committed to at the end of a round.</param>
/// <param name="MaxLookahead">How many levels below the beam a round may look.</param>
/// <param name="Temperature">Divides the scores: near 0 the best-scored branches are followed, at higher values the search wanders.</param>
/// <param name="Result">Which leaves are the result.</param>
/// <param name="AllowEndOfText">Let the model end a text; such a leaf is not grown further. Off, all nodes have <paramref name="Tokens"/> tokens, as in the original.</param>
public sealed record WeaveParameters(
    int Tokens = 32,
    int Budget = 72,
    int RoundBudget = 24,
    int Expand = 8,
    int BeamWidth = 1,
    int MaxLookahead = 3,
    double Temperature = 0.25,
    WeaveResultChoice Result = WeaveResultChoice.Sampled,
    bool AllowEndOfText = false)
{
    private const int MostTokens = 4096;
    private const int MostNodes = 100_000;
    private const int MostContinuations = 1024;

    /// <summary>MiniHF's server and page.</summary>
    public static WeaveParameters Server { get; } = new();

    /// <summary>MiniHF's <c>weave.py</c>.</summary>
    public static WeaveParameters CommandLine { get; } = new(Budget: 576, RoundBudget: 96, Expand: 32, Temperature: 0.2);

    /// <summary>MiniHF's <c>multi_q_mcts.py</c>.</summary>
    public static WeaveParameters MultipleQuestions { get; } = new(Tokens: 64, Budget: 144, RoundBudget: 24, Expand: 16, Temperature: 0.2);

    /// <summary>The first version of MiniHF's <c>weave.py</c>, whose temperature was 1.</summary>
    public static WeaveParameters Early { get; } = new(Budget: 144, Temperature: 1);

    /// <summary>The presets by the names a person may ask for.</summary>
    public static IReadOnlyDictionary<string, WeaveParameters> Presets { get; } = new Dictionary<string, WeaveParameters>(StringComparer.OrdinalIgnoreCase)
    {
        ["server"] = Server,
        ["cli"] = CommandLine,
        ["multi-q"] = MultipleQuestions,
        ["early"] = Early,
    };

    /// <summary>How deep a search usually gets: a level a round, and the lookahead of the last one.</summary>
    public int ExpectedDepth => (int)Math.Min(((long)Budget + RoundBudget - 1) / RoundBudget - 1 + MaxLookahead, Budget);

    /// <summary>Tokens generated when the whole budget is spent.</summary>
    public long TotalTokens => (long)Budget * Tokens;

    /// <summary>
    /// Best-of-n at equal generated tokens: as many whole texts, each as long as this search's result usually is, as the same
    /// number of tokens gives; the best-scored is the result.
    /// </summary>
    public WeaveParameters ToBestOfN() => ToFlat(WeaveResultChoice.Best);

    /// <summary>Plain sampling at equal generated tokens: the texts of <see cref="ToBestOfN"/>, and the first is the result.</summary>
    public WeaveParameters ToSampling() => ToFlat(WeaveResultChoice.First);

    /// <summary>Everything wrong with the parameters, one line each: name, value, what is allowed.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [];
        Require(Tokens is >= 1 and <= MostTokens, "tokens a node", Tokens, $"1 to {MostTokens}");
        Require(Budget is >= 1 and <= MostNodes, "budget", Budget, $"1 to {MostNodes}");
        Require(RoundBudget is >= 1 and <= MostNodes, "budget of a round", RoundBudget, $"1 to {MostNodes}");
        Require(Expand is >= 1 and <= MostContinuations, "number of continuations to expand", Expand, $"1 to {MostContinuations}");
        Require(BeamWidth is >= 1 and <= MostContinuations, "beam width", BeamWidth, $"1 to {MostContinuations}");
        Require(MaxLookahead >= 1, "lookahead", MaxLookahead, "1 or more");
        Require(double.IsFinite(Temperature) && Temperature > 0, "temperature", Temperature, "a number above 0");
        Require(Enum.IsDefined(Result), "choice of the result", (int)Result, "sampled, best or first");
        return faults;

        void Require(bool holds, string name, double value, string allowed)
        {
            if (!holds)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"The {name} is {value}; it must be {allowed}."));
            }
        }
    }

    /// <exception cref="UserFacingException">Something is wrong; the message lists every fault.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = FindFaults();
        if (faults.Count > 0)
        {
            throw new UserFacingException(string.Join(" ", faults));
        }
    }

    private WeaveParameters ToFlat(WeaveResultChoice result)
    {
        Validate();
        int count = Math.Clamp(Budget / ExpectedDepth, 1, MostContinuations);
        return this with
        {
            Tokens = Math.Min(ExpectedDepth * Tokens, MostTokens),
            Budget = count,
            RoundBudget = count,
            Expand = count,
            BeamWidth = 1,
            MaxLookahead = 1,
            Result = result,
        };
    }
}
