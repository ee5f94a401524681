using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Something that happened in a notebook. What is recorded here is all that a replay needs.</summary>
public abstract record NotebookEvent
{
    /// <summary>Who did it.</summary>
    public required PersonId By { get; init; }
}
