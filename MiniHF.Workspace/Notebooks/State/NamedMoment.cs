using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A moment somebody gave a name.</summary>
/// <param name="Version">Right after the event of this number.</param>
/// <param name="By">Who named it last.</param>
public sealed record NamedMoment(long Version, string Name, PersonId By, DateTimeOffset At);
