namespace MiniHF.Workspace.Notebooks.Fold;

/// <summary>What the store knows of an event besides what it says.</summary>
/// <param name="Stream">The stream it is in: the notebook's id.</param>
/// <param name="Event">Its own id.</param>
/// <param name="At">When it was appended.</param>
public readonly record struct EventOrigin(Guid Stream, Guid Event, DateTimeOffset At);
