using System.Collections.Immutable;
using System.Security.Cryptography;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Duplicate(NotebookState state, CellDuplicated duplicated)
    {
        if (state.Cells.ContainsKey(duplicated.Cell) || state.Cells.GetValueOrDefault(duplicated.Of) is not { } original)
        {
            return state;
        }

        int place = PlaceAfter(state, duplicated.After) ?? state.Order.Count;
        return state with
        {
            Cells = state.Cells.Add(duplicated.Cell, Copy(original, duplicated.Cell)),
            Order = state.Order.Insert(place, duplicated.Cell),
        };
    }

    private static Cell Copy(Cell original, CellId id) => original switch
    {
        WriteCell write => write with { Id = id, Collapsed = false, Tree = Copy(write.Tree, id) },
        NoteCell note => new NoteCell(id, Collapsed: false, note.Text),
        WeaveCell weave => weave with { Id = id, Collapsed = false, Searches = [] },
        EvaluateCell evaluate => evaluate with { Id = id, Collapsed = false, Evaluations = [] },
        // Another cell with the same form; the run is the first one's.
        TuneCell tune => tune with { Id = id, Collapsed = false, Settings = tune.Settings with { Run = null } },
        _ => original with { Id = id, Collapsed = false },
    };

    /// <summary>The same texts under ids of their own. What people made of the first ones they have not said of these.</summary>
    private static BranchTree Copy(BranchTree tree, CellId cell)
    {
        Dictionary<BranchId, BranchId> ids = tree.Branches.Keys.ToDictionary(id => id, id => CopyOf(id, cell));
        return new BranchTree(
            tree.Branches.Values.ToImmutableDictionary(branch => ids[branch.Id], branch => branch with
            {
                Id = ids[branch.Id],
                Parent = branch.Parent is { } parent ? ids[parent] : null,
                Children = [.. branch.Children.Select(child => ids[child])],
                // A person's rewrite of something stays one; what a model wrote is here as it stood.
                Replaces = branch.Replaces is { } replaced && ids.TryGetValue(replaced, out BranchId known) ? known : null,
                Status = branch.Status == BranchStatus.Done ? BranchStatus.Done : BranchStatus.Stopped,
                Thumbs = ImmutableDictionary<PersonId, Thumb>.Empty,
                Found = null,
                Edits = [],
                Became = branch.Became is { } became ? ids[became] : null,
                Runs = [.. ShapingRules.RunsOf(branch)],
            }),
            [.. tree.Roots.Select(root => ids[root])],
            tree.Focus.ToImmutableDictionary(focus => focus.Key, focus => focus.Value is { } at ? ids[at] : (BranchId?)null),
            tree.LastFocus is { } last ? ids[last] : null)
        {
            Bookmarks = [.. tree.Bookmarks.Select(branch => ids[branch])],
            Replaced = tree.Replaced,
        };
    }

    /// <summary>Made of the two ids (UUID version 8), so that every fold of the event gives the same.</summary>
    private static BranchId CopyOf(BranchId branch, CellId cell)
    {
        Span<byte> name = stackalloc byte[32];
        cell.Value.TryWriteBytes(name, bigEndian: true, out _);
        branch.Value.TryWriteBytes(name[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new BranchId(new Guid(hash[..16], bigEndian: true));
    }

    private static NotebookState Turn(NotebookState state, CellTurned turned, EventOrigin origin)
    {
        int at = state.Order.IndexOf(turned.Cell);
        if (at < 0 || state.Cells.ContainsKey(turned.Into) || CellForms.Find(turned.Kind) is not { } form)
        {
            return state;
        }

        Cell cell = Blank(state, form, turned.Into) switch
        {
            NoteCell note => note with { Text = turned.Text },
            WriteCell write when turned.Text.Length > 0 => write with { Tree = Begin(write.Tree, turned, origin) },
            Cell other => other,
        };
        return state with { Cells = state.Cells.Add(turned.Into, cell), Order = state.Order.SetItem(at, turned.Into) };
    }

    private static BranchTree Begin(BranchTree tree, CellTurned turned, EventOrigin origin)
    {
        BranchId root = CopyOf(new BranchId(turned.Cell.Value), turned.Into);
        BranchTree written = Write(tree, new BranchWritten(turned.Into, root, null, turned.Text, null) { By = turned.By }, origin);
        return written with { Focus = written.Focus.SetItem(turned.By, root), LastFocus = root };
    }
}
