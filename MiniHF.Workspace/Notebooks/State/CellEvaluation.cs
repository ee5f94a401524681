using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>An evaluation of texts and how far it got.</summary>
/// <param name="Cell">The evaluate cell that shows it.</param>
/// <param name="Server">The server process that is at it, or was last.</param>
/// <param name="Attempt">Counts starts and resumes: what was stopped must not go on beside what resumed.</param>
/// <param name="Ended">When it last ran; null while it runs.</param>
/// <param name="Failure">Why it failed; null unless <see cref="Status"/> says so.</param>
/// <param name="PutAside">Its start was undone.</param>
public sealed record CellEvaluation(
    EvaluationId Id,
    CellId Cell,
    EvaluationSettings Settings,
    EvaluationProvenance Provenance,
    ImmutableArray<EvaluatedText> Texts,
    Guid Server,
    int Attempt,
    PersonId By,
    DateTimeOffset At,
    DateTimeOffset? Ended,
    EvaluationStatus Status,
    string? Failure,
    bool PutAside)
{
    /// <summary>When it last went on after a halt; null while it never did.</summary>
    public DateTimeOffset? Resumed { get; init; }

    /// <summary>What was found, by the text's place in <see cref="Texts"/>.</summary>
    public ImmutableSortedDictionary<int, TextScore> Scores { get; init; } = ImmutableSortedDictionary<int, TextScore>.Empty;
}
