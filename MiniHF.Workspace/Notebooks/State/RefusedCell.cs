using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell whose turn came and that could not be run.</summary>
/// <param name="By">Who had queued it.</param>
/// <param name="Reason">One line for that person.</param>
public sealed record RefusedCell(PersonId By, DateTimeOffset At, string Reason);
