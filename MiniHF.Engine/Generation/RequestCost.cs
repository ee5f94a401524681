namespace MiniHF.Engine.Generation;

/// <summary>What a request took of the model.</summary>
/// <param name="Computed">Tokens that went through the model for it: of its prompt, and of its continuations all but each one's last.</param>
/// <param name="Reused">Tokens of its prompt that did not, because a text that begins alike had been computed.</param>
/// <param name="Prompt">From its arrival until its prompt was read; zero before.</param>
/// <param name="FirstToken">From its arrival until its first token was drawn; zero before, and where none is asked for.</param>
public readonly record struct RequestCost(long Computed, long Reused, TimeSpan Prompt, TimeSpan FirstToken)
{
    /// <summary>The tokens of both, and the longer of each of their times: requests wait for the model side by side.</summary>
    public static RequestCost operator +(RequestCost one, RequestCost other) => new(
        one.Computed + other.Computed, one.Reused + other.Reused, Longer(one.Prompt, other.Prompt), Longer(one.FirstToken, other.FirstToken));

    /// <summary>What several requests took together.</summary>
    public static RequestCost Sum(IEnumerable<RequestCost> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return costs.Aggregate(default(RequestCost), (sum, cost) => sum + cost);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
