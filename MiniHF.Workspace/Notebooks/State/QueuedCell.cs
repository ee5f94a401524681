using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell that is to run once those queued before it are done.</summary>
/// <param name="Batch">The event that queued it, with others that were asked for in the same breath.</param>
/// <param name="Server">The server process that will start it.</param>
public sealed record QueuedCell(CellId Cell, Guid Batch, PersonId By, DateTimeOffset At, Guid Server);
