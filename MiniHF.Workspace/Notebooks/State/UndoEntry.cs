using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A change and the events that take it back, found when the change was folded and its past was at hand.</summary>
/// <param name="Change">Id of the event that made the change.</param>
/// <param name="Label">What it was, for the button: "Prune", "Edit".</param>
/// <param name="Inverse">In the order they are applied.</param>
public sealed record UndoEntry(Guid Change, string Label, ImmutableArray<NotebookEvent> Inverse);
