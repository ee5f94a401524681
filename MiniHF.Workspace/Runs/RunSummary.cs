using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Runs;

/// <summary>A run in a list.</summary>
/// <param name="Recipe">The recipe's frozen name.</param>
/// <param name="Step">How far it is.</param>
/// <param name="Steps">0 before a worker knew.</param>
/// <param name="Machine">Where it runs; null while no worker has it.</param>
/// <param name="IsAlive">Whether that worker's lease stands.</param>
/// <param name="Adapter">What of it was put into the library last.</param>
public sealed record RunSummary(
    RunId Id,
    string Name,
    string Recipe,
    string Base,
    RunStatus Status,
    int Step,
    int Steps,
    string? Machine,
    bool IsAlive,
    NotebookId? Notebook,
    PersonId By,
    string? Adapter,
    string? Failure,
    DateTimeOffset Created,
    DateTimeOffset? Started,
    DateTimeOffset? Ended)
{
    /// <summary>What it learns from, as far as that is notebooks, and the notebook it was begun in.</summary>
    public IReadOnlyList<NotebookId> Notebooks { get; init; } = [];

    /// <summary>What wanted attention last; null where nothing did.</summary>
    public string? Alarm { get; init; }

    /// <summary>Whether the collapse guard ended it.</summary>
    public bool IsGuarded { get; init; }
}
