using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>For each person, what they did that can be taken back, and what they took back that can be done again; the newest last.</summary>
public sealed record UndoHistory(
    ImmutableDictionary<PersonId, ImmutableList<UndoEntry>> Done,
    ImmutableDictionary<PersonId, ImmutableList<UndoEntry>> Undone)
{
    public static UndoHistory Empty { get; } = new(
        ImmutableDictionary<PersonId, ImmutableList<UndoEntry>>.Empty,
        ImmutableDictionary<PersonId, ImmutableList<UndoEntry>>.Empty);

    /// <summary>What the person's next undo takes back; null where there is nothing.</summary>
    public UndoEntry? NextUndo(PersonId person) => Newest(Done, person);

    /// <summary>What the person's next redo does again; null where there is nothing.</summary>
    public UndoEntry? NextRedo(PersonId person) => Newest(Undone, person);

    private static UndoEntry? Newest(ImmutableDictionary<PersonId, ImmutableList<UndoEntry>> entries, PersonId person) =>
        entries.TryGetValue(person, out ImmutableList<UndoEntry>? own) && own.Count > 0 ? own[^1] : null;
}
