using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Runs.Commands;

/// <summary>Something a person wants of a run. Its id becomes the event's id, so a retried command happens once.</summary>
public abstract record RunCommand
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required PersonId By { get; init; }
}

public sealed record RenameRun(string Name) : RunCommand;

public sealed record PauseRun : RunCommand;

/// <summary>Goes on with a run that was paused or failed.</summary>
public sealed record ResumeRun : RunCommand;

public sealed record StopRun : RunCommand;

/// <summary>Notes that a step's weights are in the library.</summary>
public sealed record NoteAdapter(string Adapter, int Step) : RunCommand;
