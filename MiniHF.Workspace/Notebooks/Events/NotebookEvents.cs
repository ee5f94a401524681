namespace MiniHF.Workspace.Notebooks.Events;

public sealed record NotebookCreated(string Title) : NotebookEvent;

public sealed record NotebookRenamed(string Title) : NotebookEvent;

public sealed record NotebookArchived : NotebookEvent;

public sealed record NotebookUnarchived : NotebookEvent;

/// <summary>Takes back a change: the event with this id, by the same person, and nothing that came after it.</summary>
public sealed record ChangeUndone(Guid Change) : NotebookEvent;

public sealed record ChangeRedone(Guid Change) : NotebookEvent;
