namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>A moment of the notebook was given a name, or another one.</summary>
/// <param name="Version">The moment: right after the event of this number.</param>
public sealed record MomentNamed(long Version, string Name) : NotebookEvent;

/// <summary>The moment no longer has a name.</summary>
public sealed record MomentForgotten(long Version) : NotebookEvent;

/// <summary>
/// From here on this notebook goes its own way. Everything before is another notebook's history up to a version of it, event by
/// event and under the same versions, with every id of a cell, branch, growth and search kept.
/// </summary>
/// <param name="Of">The notebook copied.</param>
/// <param name="Version">Its version then.</param>
public sealed record NotebookCopied(NotebookId Of, long Version, string Title) : NotebookEvent;
