using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library;

/// <summary>Something that happened in the library.</summary>
public abstract record LibraryEvent;

/// <summary>Somebody, or a tuning run, added a model directory.</summary>
/// <param name="Content">The hash that its files are kept by in the database (<see cref="Files.ModelFiles"/>); null where they lie in the directory alone.</param>
public sealed record ModelAdded(string Name, string Directory, PersonId By, string? Content = null) : LibraryEvent;

/// <summary>Somebody, or a tuning run, added an adapter directory; one of that name before it is replaced.</summary>
/// <param name="Base">Name of the model it is for, as the library calls it.</param>
/// <param name="Id">What it does, as a hash (<see cref="MiniHF.Engine.Adapters.LoraAdapter.Id"/>).</param>
/// <param name="Run">The tuning run that made it; null for none of ours.</param>
/// <param name="Content">The hash that its files are kept by in the database (<see cref="Files.AdapterFiles"/>); null where they lie in the directory alone.</param>
public sealed record AdapterAdded(string Name, string Directory, string Base, AdapterRole Role, string Id, Guid? Run, PersonId By, string? Content = null) : LibraryEvent;

/// <summary>Somebody took an adapter off the list. Its directory stays.</summary>
public sealed record AdapterRemoved(string Name, PersonId By) : LibraryEvent;
