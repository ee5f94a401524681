using System.Text.Json.Serialization;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Continuations were asked for. Everything needed to grow the same texts again is here.</summary>
/// <param name="Branches">The branches to fill, in the order of the seed's random streams.</param>
/// <param name="Model">Name of the model used.</param>
/// <param name="ModelHash">Hash of the model used (<see cref="MiniHF.Engine.Models.ModelDescription.Hash"/>).</param>
/// <param name="Server">The server process that grows them.</param>
public sealed record GrowthStarted(
    GrowthId Growth,
    CellId Cell,
    BranchId Parent,
    IReadOnlyList<BranchId> Branches,
    GenerationSettings Settings,
    long Seed,
    string Model,
    string ModelHash,
    Guid Server) : NotebookEvent
{
    /// <summary>Name of the adapter used; empty for none.</summary>
    public string Adapter { get; init; } = "";

    /// <summary>What that adapter does, as a hash (<see cref="MiniHF.Engine.Adapters.LoraAdapter.Id"/>); empty for none.</summary>
    public string AdapterId { get; init; } = "";

    /// <summary>What the branches begin with; null where they begin afresh.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GrowthBeginning? Begun { get; init; }

    /// <summary>
    /// What was asked for, where a passage is written anew: the branches then stand beside that passage, and <see cref="Parent"/> is only
    /// where they would be. Null where the text is continued.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RewriteRequest? Rewrite { get; init; }
}

/// <summary>Text that was written since the last such event; saved at least once a second.</summary>
public sealed record GrowthProgressed(CellId Cell, GrowthId Growth, IReadOnlyList<BranchProgress> Branches) : NotebookEvent;

/// <summary>What one branch gained.</summary>
/// <param name="From">How many tokens the branch had before: a piece that does not fit on is not appended.</param>
/// <param name="Text">To be appended.</param>
/// <param name="TokenIds">The tokens behind the text, to be appended.</param>
/// <param name="LogProbabilities">One for each token, natural logarithm.</param>
/// <param name="Finish">Set when the branch is complete.</param>
public sealed record BranchProgress(
    BranchId Branch,
    int From,
    string Text,
    IReadOnlyList<int> TokenIds,
    IReadOnlyList<float> LogProbabilities,
    FinishReason? Finish)
{
    /// <summary>
    /// For each token what might have stood there instead, packed (<see cref="TokenAlternatives"/>); null in what was written before
    /// alternatives were recorded.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Alternatives { get; init; }
}

/// <summary>Somebody stopped the branches of this list; the growth ends when none is left.</summary>
public sealed record GrowthStopped(CellId Cell, GrowthId Growth, IReadOnlyList<BranchId> Branches) : NotebookEvent;

/// <param name="Reason">One line for the person who asked.</param>
public sealed record GrowthFailed(CellId Cell, GrowthId Growth, string Reason) : NotebookEvent;

/// <summary>The server that grew it went away.</summary>
public sealed record GrowthInterrupted(CellId Cell, GrowthId Growth) : NotebookEvent;

public sealed record GrowthResumed(CellId Cell, GrowthId Growth, Guid Server) : NotebookEvent;
