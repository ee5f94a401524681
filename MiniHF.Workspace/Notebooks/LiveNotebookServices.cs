using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Growing;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What every live notebook works with.</summary>
internal sealed record LiveNotebookServices(
    PostgresEventStore Store,
    NotebookSummaryProjection Summaries,
    AccountDirectory Accounts,
    GrowthQueue Growths,
    TimeProvider Time,
    ILogger<LiveNotebook> Logger);
