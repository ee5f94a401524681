using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A request for continuations and how far it got.</summary>
/// <param name="Failure">Why it failed; null unless <see cref="Status"/> says so.</param>
public sealed record Growth(
    GrowthId Id,
    CellId Cell,
    BranchId Parent,
    ImmutableArray<BranchId> Branches,
    GenerationSettings Settings,
    long Seed,
    string Model,
    string ModelHash,
    Guid Server,
    PersonId By,
    DateTimeOffset At,
    BranchStatus Status,
    string? Failure)
{
    /// <summary>When it last went on after a halt; null while it never did.</summary>
    public DateTimeOffset? Resumed { get; init; }

    /// <summary>When it came to a halt; null while it grows.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Name of the adapter used; empty for none.</summary>
    public string Adapter { get; init; } = "";

    /// <summary>What that adapter does, as a hash; empty for none.</summary>
    public string AdapterId { get; init; } = "";

    /// <summary>What was asked for, where a passage is written anew; null where the text is continued.</summary>
    public RewriteRequest? Rewrite { get; init; }

    /// <summary>The branch whose first tokens it begins with; null where it begins afresh.</summary>
    public BranchId? BegunOf { get; init; }

    /// <summary>The place of the token, from 0, at which it goes another way than that branch.</summary>
    public int BegunAt { get; init; }
}
