using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using Entries = System.Collections.Immutable.ImmutableDictionary<
    MiniHF.Workspace.Accounts.PersonId,
    System.Collections.Immutable.ImmutableList<MiniHF.Workspace.Notebooks.State.UndoEntry>>;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    /// <summary>Notes how to take the change back. A fresh change ends what could be done again.</summary>
    private static NotebookState Remember(NotebookState after, NotebookState before, NotebookEvent happened, EventOrigin origin)
    {
        if (ReferenceEquals(after, before) || LabelOf(happened) is not { } label)
        {
            return after;
        }

        if (Continued(before, happened) is { } longer)
        {
            ImmutableList<UndoEntry> own = after.Undo.Done[happened.By];
            return after with
            {
                Undo = new UndoHistory(after.Undo.Done.SetItem(happened.By, own.SetItem(own.Count - 1, longer)), after.Undo.Undone.Remove(happened.By)),
            };
        }

        ImmutableArray<NotebookEvent> inverse = Inverse(before, happened);
        return inverse.IsEmpty
            ? after
            : after with
            {
                Undo = new UndoHistory(
                    Push(after.Undo.Done, happened.By, new UndoEntry(origin.Event, label, inverse)),
                    after.Undo.Undone.Remove(happened.By)),
            };
    }

    private static NotebookState TakeBack(NotebookState state, ChangeUndone undone, EventOrigin origin)
    {
        if (Find(state.Undo.Done, undone.By, undone.Change) is not { } entry)
        {
            return state;
        }

        (NotebookState after, ImmutableArray<NotebookEvent> again) = ApplyAll(state, entry.Inverse, origin);
        return after with
        {
            Undo = new UndoHistory(
                Drop(state.Undo.Done, undone.By, entry),
                Push(state.Undo.Undone, undone.By, entry with { Inverse = again })),
        };
    }

    private static NotebookState DoAgain(NotebookState state, ChangeRedone redone, EventOrigin origin)
    {
        if (Find(state.Undo.Undone, redone.By, redone.Change) is not { } entry)
        {
            return state;
        }

        (NotebookState after, ImmutableArray<NotebookEvent> back) = ApplyAll(state, entry.Inverse, origin);
        return LookAgain(after, entry, redone.By) with
        {
            Undo = new UndoHistory(
                Push(state.Undo.Done, redone.By, entry with { Inverse = back }),
                Drop(state.Undo.Undone, redone.By, entry)),
        };
    }

    /// <summary>Whoever writes a branch again reads it again, unless they have gone elsewhere since they took it back.</summary>
    private static NotebookState LookAgain(NotebookState state, UndoEntry entry, PersonId person) =>
        entry is { Label: WriteLabel, Inverse: [BranchRestored restored] }
            ? WithTree(state, restored.Cell, tree => tree.Branches.GetValueOrDefault(restored.Branch) is { Pruned: false } branch
                && tree.Focus.GetValueOrDefault(person) == AwayFrom(tree, branch)
                    ? tree with { Focus = tree.Focus.SetItem(person, branch.Id), LastFocus = branch.Id }
                    : tree)
            : state;

    /// <summary>Applies the events and finds those that would take them back, in their order.</summary>
    private static (NotebookState After, ImmutableArray<NotebookEvent> Inverse) ApplyAll(
        NotebookState state, ImmutableArray<NotebookEvent> events, EventOrigin origin)
    {
        Stack<ImmutableArray<NotebookEvent>> inverses = [];
        foreach (NotebookEvent change in events)
        {
            NotebookState after = Apply(state, change, origin);
            if (!ReferenceEquals(after, state))
            {
                inverses.Push(Inverse(state, change));
                state = after;
            }
        }

        return (state, [.. inverses.SelectMany(inverse => inverse)]);
    }

    private static UndoEntry? Find(Entries entries, PersonId person, Guid change) =>
        entries.GetValueOrDefault(person)?.FindLast(entry => entry.Change == change);

    private static Entries Push(Entries entries, PersonId person, UndoEntry entry) =>
        entries.SetItem(person, (entries.GetValueOrDefault(person) ?? []).Add(entry));

    private static Entries Drop(Entries entries, PersonId person, UndoEntry entry)
    {
        ImmutableList<UndoEntry> own = entries[person].Remove(entry);
        return own.IsEmpty ? entries.Remove(person) : entries.SetItem(person, own);
    }
}
