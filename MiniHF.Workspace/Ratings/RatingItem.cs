using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>One thing to judge: a text, or several that follow the same one.</summary>
/// <param name="Text">The write cell they are in.</param>
/// <param name="Parent">What they follow; null where they are beginnings.</param>
/// <param name="Shown">In the order to show them in.</param>
public sealed record RatingItem(CellId Text, BranchId? Parent, JudgementProtocol Protocol, ImmutableArray<BranchId> Shown)
{
    /// <summary>What it is, whatever the order.</summary>
    public RatingItemKey Key => RatingItemKey.Of(Protocol, Shown, Repeats is not null);

    /// <summary>What its reader made of the same two texts the other way round, where they are asked again; null otherwise.</summary>
    public Judgement? Repeats { get; init; }

    /// <summary>How many other people have judged it.</summary>
    public int Others { get; init; }

    /// <summary>Whether its reader gave a thumb, which is kept with the branch.</summary>
    public bool IsThumbed { get; init; }

    /// <summary>What its reader made of it, or that they passed it over; null while they have not said.</summary>
    public Judgement? Mine { get; init; }

    public bool IsDone => IsThumbed || Mine is { IsSkipped: false };

    public bool IsSkipped => !IsThumbed && Mine is { IsSkipped: true };
}
