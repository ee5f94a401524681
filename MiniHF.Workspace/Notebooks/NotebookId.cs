namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies a notebook; its event stream has the same id.</summary>
public readonly record struct NotebookId(Guid Value)
{
    public static NotebookId New() => new(Guid.CreateVersion7());
}
