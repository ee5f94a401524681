using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What every live notebook works with.</summary>
internal sealed record LiveNotebookServices(
    PostgresEventStore Store,
    LentStates Lent,
    AccountDirectory Accounts,
    WorkQueue Work,
    TimeProvider Time,
    ILogger<LiveNotebook> Logger);
