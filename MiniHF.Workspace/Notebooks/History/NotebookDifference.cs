using System.Collections.Immutable;
using System.Globalization;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>What changed in a notebook from one moment to another, in the order of its cells. Who read what is no difference.</summary>
public static partial class NotebookDifference
{
    public static ImmutableArray<Difference> Of(NotebookState before, NotebookState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Title(before, after),
            .. before.Order.Except(after.Order).Select(id => new Difference(DifferenceKind.CellRemoved, id, null, $"{NameOf(before.Cells[id])} cell removed", Whole(before.Cells[id], -1))),
            .. after.Order.SelectMany(id => OfCell(before, after, id)),
            .. Judged(before, after),
        ];
    }

    private static IEnumerable<Difference> Title(NotebookState before, NotebookState after) => before.Title == after.Title
        ? []
        : [new Difference(DifferenceKind.Renamed, null, null, "title", TextDifference.Of(before.Title, after.Title))];

    private static IEnumerable<Difference> Judged(NotebookState before, NotebookState after)
    {
        int given = after.Judgements.Count - before.Judgements.Count;
        return given > 0
            ? [new Difference(DifferenceKind.Judged, null, null, string.Create(CultureInfo.InvariantCulture, $"{given:N0} {(given == 1 ? "judgement" : "judgements")} given"), [])]
            : [];
    }

    private static IEnumerable<Difference> OfCell(NotebookState before, NotebookState after, CellId id)
    {
        Cell now = after.Cells[id];
        Cell? then = before.Order.Contains(id) ? before.Cells[id] : null;
        if (then is null)
        {
            yield return new Difference(DifferenceKind.CellAdded, id, null, $"{NameOf(now)} cell added", Whole(now, 1));
        }

        switch (then, now)
        {
            case (NoteCell old, NoteCell note) when old.Text != note.Text:
                yield return new Difference(DifferenceKind.NoteEdited, id, null, "note edited", TextDifference.Of(old.Text, note.Text));
                break;
            case (null or WriteCell, WriteCell write):
                BranchTree tree = (then as WriteCell)?.Tree ?? BranchTree.Empty;
                if (!ReferenceEquals(tree, write.Tree))
                {
                    foreach (Difference difference in OfTree(id, tree, write.Tree))
                    {
                        yield return difference;
                    }
                }

                break;
            case (null or WeaveCell, WeaveCell weave):
                foreach (Difference difference in weave.Searches.SelectMany(search => OfSearch(id, before.Searches.GetValueOrDefault(search), after.Searches.GetValueOrDefault(search))))
                {
                    yield return difference;
                }

                break;
        }

        if (then is not null && SettingsOf(then) is { } settings && !settings.Equals(SettingsOf(now)))
        {
            yield return new Difference(DifferenceKind.CellChanged, id, null, $"settings of the {NameOf(now)} cell", []);
        }
    }

    private static IEnumerable<Difference> OfSearch(CellId cell, Search? before, Search? after)
    {
        int made = (after?.Tree.Nodes.Length ?? 1) - (before?.Tree.Nodes.Length ?? 1);
        if (after is not null && (before is null || made > 0))
        {
            string words = string.Create(CultureInfo.InvariantCulture, $"{made:N0} {(made == 1 ? "branch" : "branches")} searched");
            string? found = after.HasEnded && before is not { HasEnded: true }
                ? string.Concat(after.Tree.Result.Take(1).SelectMany(after.Tree.Path).Where(node => node.ParentId is not null).Select(node => node.Text))
                : null;
            yield return new Difference(DifferenceKind.Searched, cell, null, words, string.IsNullOrEmpty(found) ? [] : [new TextPiece(1, found)]);
        }
    }

    private static object? SettingsOf(Cell cell) => cell switch
    {
        WriteCell write => write.Settings,
        WeaveCell weave => weave.Settings,
        IConfiguredCell configured => configured.Settings,
        _ => null,
    };

    private static ImmutableArray<TextPiece> Whole(Cell cell, int change) => cell is NoteCell { Text.Length: > 0 } note ? [new TextPiece(change, note.Text)] : [];

    private static string NameOf(Cell cell) => Enum.GetName(CellForms.KindOf(cell))?.ToLowerInvariant() ?? "new";
}
