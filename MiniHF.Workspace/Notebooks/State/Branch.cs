using System.Collections.Immutable;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A node of a branch tree.</summary>
/// <param name="Children">In the order they came.</param>
/// <param name="OriginalText">What the model wrote, where a person has edited it since; otherwise null.</param>
/// <param name="By">Who wrote it, or asked the model to.</param>
/// <param name="Growth">The request that filled it; null for a person's own text.</param>
/// <param name="Index">Its place in that request, which is its random stream.</param>
/// <param name="TokenIds">The model's tokens, empty for a person's own text. They spell <see cref="OriginalText"/> where that is set.</param>
/// <param name="LogProbabilities">One for each token.</param>
/// <param name="Replaces">The branch this one rewrites.</param>
public sealed record Branch(
    BranchId Id,
    BranchId? Parent,
    ImmutableList<BranchId> Children,
    int Depth,
    BranchKind Kind,
    string Text,
    string? OriginalText,
    PersonId By,
    DateTimeOffset At,
    GrowthId? Growth,
    int Index,
    ImmutableArray<int> TokenIds,
    ImmutableArray<float> LogProbabilities,
    BranchStatus Status,
    FinishReason? Finish,
    ImmutableDictionary<PersonId, Thumb> Thumbs,
    bool Bookmarked,
    bool Pruned,
    bool Collapsed,
    BranchId? Replaces)
{
    /// <summary>The node of a search this branch is, with its score; null for what no search found.</summary>
    public FoundNode? Found { get; init; }

    /// <summary>What people did to the text since it was written. Its count is the revision of the text.</summary>
    public ImmutableList<TextEdit> Edits { get; init; } = [];

    /// <summary>Who changed what the model, or somebody else, wrote here, in the order they first did; empty where the text is as it was written.</summary>
    public ImmutableList<PersonId> Editors { get; init; } = [];

    /// <summary>What it is called; null for nothing.</summary>
    public BranchName? Name { get; init; }

    /// <summary>What people noted about it; empty for nothing.</summary>
    public string Note { get; init; } = "";

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where its first tokens were recorded, where that was with another branch. What is not told of here was recorded with this one.</summary>
    public ImmutableArray<TokenRun> Runs { get; init; } = [];

    /// <summary>The branch that has its text now, since it was cut in two or joined with another: pages show that one instead.</summary>
    public BranchId? Became { get; init; }
}
