using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What happened to a branch's text. Revision 0 is the text as it was written; each edit makes the next.</summary>
public static class TextHistory
{
    /// <summary>The text at an earlier revision.</summary>
    public static string At(string now, ImmutableList<TextEdit> edits, int revision)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(edits);
        for (int i = edits.Count - 1; i >= revision; i--)
        {
            now = edits[i].Change.Inverse.Apply(now);
        }

        return now;
    }

    /// <summary>
    /// All edits from a revision on as one change. An edit and the one that took it back are left out, and what came between is seen as if
    /// neither had been: who undoes two changes, the later first, finds in the earlier one what was there.
    /// </summary>
    public static TextChange Since(ImmutableList<TextEdit> edits, int revision)
    {
        ArgumentNullException.ThrowIfNull(edits);
        List<(int Number, TextChange Change)> live = [.. Enumerable.Range(revision, Math.Max(0, edits.Count - revision)).Select(number => (number, edits[number].Change))];
        foreach (int undo in Undoings(edits, revision))
        {
            TakeOut(live, undo, edits[undo].TakesBack!.Value); // Undoings gives those that take something back
        }

        return live.Aggregate(TextChange.None, (all, one) => all.Then(one.Change));
    }

    /// <summary>Takes edits back, whatever happened to the text since.</summary>
    public static TextChange Undoing(ImmutableList<TextEdit> edits, EditRange range)
    {
        ArgumentNullException.ThrowIfNull(edits);
        TextChange done = TextChange.None;
        for (int i = range.First; i <= range.Last; i++)
        {
            done = done.Then(edits[i].Change);
        }

        return done.Inverse.Across(Since(edits, range.Last + 1)).Mine;
    }

    /// <summary>The edits that took back what came after the revision and still count: one that was taken back itself does not.</summary>
    private static List<int> Undoings(ImmutableList<TextEdit> edits, int revision)
    {
        HashSet<int> gone = [];
        List<int> undoings = [];
        for (int i = edits.Count - 1; i >= revision; i--)
        {
            if (gone.Contains(i) || edits[i].TakesBack is not { } range || range.First < revision)
            {
                continue;
            }

            IEnumerable<int> taken = Enumerable.Range(range.First, range.Last - range.First + 1);
            if (!taken.Any(gone.Contains))
            {
                gone.UnionWith(taken);
                undoings.Add(i);
            }
        }

        undoings.Reverse();
        return undoings;
    }

    /// <summary>Leaves out an undo and what it took back. Each edit between is moved before what was taken back.</summary>
    private static void TakeOut(List<(int Number, TextChange Change)> live, int undo, EditRange range)
    {
        int first = live.FindIndex(one => one.Number >= range.First);
        int end = live.FindIndex(one => one.Number == undo);
        TextChange done = TextChange.None;
        List<(int, TextChange)> between = [];
        for (int i = first; i < end; i++)
        {
            if (live[i].Number <= range.Last)
            {
                done = done.Then(live[i].Change);
                continue;
            }

            // Without what was taken back: across its inverse, as the undo itself went across the edit.
            (TextChange inverse, TextChange without) = done.Inverse.Across(live[i].Change);
            between.Add((live[i].Number, without));
            done = inverse.Inverse;
        }

        live.RemoveRange(first, end - first + 1);
        live.InsertRange(first, between);
    }
}
