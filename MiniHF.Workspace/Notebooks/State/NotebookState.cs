using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A notebook as it stands at one version of its stream: what the fold of its events gives.</summary>
/// <param name="Order">The cells shown, top to bottom.</param>
/// <param name="Cells">Every cell there ever was, removed ones too.</param>
public sealed record NotebookState(
    NotebookId Id,
    string Title,
    bool Archived,
    ImmutableList<CellId> Order,
    ImmutableDictionary<CellId, Cell> Cells,
    ImmutableDictionary<GrowthId, Growth> Growths,
    ImmutableDictionary<SearchId, Search> Searches,
    UndoHistory Undo)
{
    public static NotebookState Empty { get; } = new(
        default,
        "",
        false,
        [],
        ImmutableDictionary<CellId, Cell>.Empty,
        ImmutableDictionary<GrowthId, Growth>.Empty,
        ImmutableDictionary<SearchId, Search>.Empty,
        UndoHistory.Empty);

    /// <summary>Evaluations of texts, by evaluate cells.</summary>
    public ImmutableDictionary<EvaluationId, CellEvaluation> Evaluations { get; init; } = ImmutableDictionary<EvaluationId, CellEvaluation>.Empty;

    /// <summary>What people made of texts they were asked about, also what they took back. Thumbs are with their branches.</summary>
    public ImmutableDictionary<JudgementId, Judgement> Judgements { get; init; } = ImmutableDictionary<JudgementId, Judgement>.Empty;

    /// <summary>The moments of the notebook's history that have a name.</summary>
    public ImmutableSortedDictionary<long, NamedMoment> Moments { get; init; } = ImmutableSortedDictionary<long, NamedMoment>.Empty;

    /// <summary>For each journal of typing in a browser, the number of its newest change that is stored.</summary>
    public ImmutableDictionary<Guid, long> Typed { get; init; } = ImmutableDictionary<Guid, long>.Empty;

    /// <summary>Who may do what.</summary>
    public Membership People { get; init; } = Membership.Open;

    /// <summary>What its texts begin with, and follow where they have nothing of their own.</summary>
    public GenerationSettings Defaults { get; init; } = GenerationSettings.Default;

    /// <summary>The cells that wait their turn to run, the next one first.</summary>
    public ImmutableList<QueuedCell> Queue { get; init; } = [];

    /// <summary>Cells that could not be run when their turn came, until they are run again.</summary>
    public ImmutableDictionary<CellId, RefusedCell> Refused { get; init; } = ImmutableDictionary<CellId, RefusedCell>.Empty;

    /// <summary>The notebook this one began as a copy of; null for one that began empty.</summary>
    public NotebookOrigin? Origin { get; init; }
}
