namespace MiniHF.Workspace.Notebooks;

/// <summary>What a part of a search cost: its own requests', whatever else the model did meanwhile.</summary>
/// <param name="Computed">Tokens that went through the model.</param>
/// <param name="Reused">Tokens of prompts and questions that had been computed before.</param>
public sealed record SearchCost(long Computed, long Reused)
{
    public static SearchCost None { get; } = new(0, 0);

    public static SearchCost operator +(SearchCost one, SearchCost other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new SearchCost(one.Computed + other.Computed, one.Reused + other.Reused);
    }

    /// <summary>How many times fewer tokens were computed before the first new one than without sharing; null where nothing was.</summary>
    /// <param name="written">Tokens the search wrote, which nothing can share.</param>
    public double? PrefillSaving(long written)
    {
        long prefill = Computed - written;
        return prefill > 0 ? (double)(prefill + Reused) / prefill : null;
    }
}
