namespace MiniHF.Workspace.Notebooks.State;

/// <summary>Where a notebook that began as a copy comes from.</summary>
/// <param name="Version">The version of <paramref name="Notebook"/> it was copied at; up to it the two have the same history.</param>
public sealed record NotebookOrigin(NotebookId Notebook, long Version);
