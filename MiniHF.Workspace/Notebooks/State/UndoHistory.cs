using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>For each person, what they did that can be taken back, and what they took back that can be done again.</summary>
public sealed record UndoHistory(
    ImmutableDictionary<PersonId, ImmutableStack<UndoEntry>> Done,
    ImmutableDictionary<PersonId, ImmutableStack<UndoEntry>> Undone)
{
    public static UndoHistory Empty { get; } = new(
        ImmutableDictionary<PersonId, ImmutableStack<UndoEntry>>.Empty,
        ImmutableDictionary<PersonId, ImmutableStack<UndoEntry>>.Empty);
}

/// <summary>A change and the event that takes it back, found when the change was folded and its past was at hand.</summary>
/// <param name="Change">Id of the event that made the change.</param>
/// <param name="Label">What it was, for the button: "Prune", "Edit".</param>
public sealed record UndoEntry(Guid Change, string Label, NotebookEvent Inverse);
