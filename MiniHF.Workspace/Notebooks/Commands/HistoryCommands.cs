namespace MiniHF.Workspace.Notebooks.Commands;

/// <summary>Gives a moment a name, or another one.</summary>
/// <param name="Version">The moment: right after the event of this number.</param>
public sealed record NameMoment(long Version, string Name) : NotebookCommand;

/// <summary>Takes a moment's name away.</summary>
public sealed record ForgetMoment(long Version) : NotebookCommand;
