using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library;

/// <summary>Something that happened in the library.</summary>
public abstract record LibraryEvent;

/// <summary>Somebody added a model directory.</summary>
public sealed record ModelAdded(string Name, string Directory, PersonId By) : LibraryEvent;
