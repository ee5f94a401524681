using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>What of a notebook can be searched: every branch that is written, pruned ones too, of the cells that are shown.</summary>
internal static class PassageRows
{
    /// <summary>Characters of one piece, at most.</summary>
    public const int MostCharacters = 4_000;

    // A piece ends at white space where there is some this near to its end.
    private const int Slack = 400;

    /// <summary>Every piece of the notebook.</summary>
    public static IEnumerable<PassageRow> Of(NotebookState state) =>
        WriteCells(state).SelectMany(cell => Walk(cell.Tree).SelectMany(found => Of(cell, found.Branch, found.PutAside)));

    /// <summary>The pieces of these branches.</summary>
    public static IEnumerable<PassageRow> Of(NotebookState state, IReadOnlySet<BranchId> branches) =>
        WriteCells(state).SelectMany(cell => branches
            .Select(cell.Tree.Branches.GetValueOrDefault)
            .OfType<Branch>()
            .SelectMany(branch => Of(cell, branch, GrowthRules.IsPutAside(cell.Tree, branch))));

    private static IEnumerable<WriteCell> WriteCells(NotebookState state) => state.Order.Select(id => state.Cells[id]).OfType<WriteCell>();

    private static IEnumerable<(Branch Branch, bool PutAside)> Walk(BranchTree tree)
    {
        Stack<(BranchId Id, bool PutAside)> waiting = new(tree.Roots.Select(root => (root, false)));
        while (waiting.TryPop(out (BranchId Id, bool PutAside) next))
        {
            Branch branch = tree.Branches[next.Id];
            bool putAside = next.PutAside || branch.Pruned;
            yield return (branch, putAside);
            foreach (BranchId child in branch.Children)
            {
                waiting.Push((child, putAside));
            }
        }
    }

    /// <summary>What grows is found once it stands still: until then each word of it would be written many times.</summary>
    private static IEnumerable<PassageRow> Of(WriteCell cell, Branch branch, bool putAside)
    {
        if (branch is { Status: BranchStatus.Growing } or { Became: not null } || string.IsNullOrWhiteSpace(branch.Text))
        {
            yield break;
        }

        string text = branch.Text.Replace('\0', '\uFFFD');
        int part = 0;
        for (int from = 0; from < text.Length; part++)
        {
            int to = EndOfPart(text, from);
            bool isFirst = part == 0;
            yield return new PassageRow(
                cell.Id.Value,
                branch.Id.Value,
                part,
                text[from..to],
                isFirst ? (branch.Name?.Text ?? "").Replace('\0', '\uFFFD') : "",
                isFirst ? branch.Note.Replace('\0', '\uFFFD') : "",
                isFirst ? string.Join(' ', branch.Tags).Replace('\0', '\uFFFD') : "",
                putAside);
            from = to;
        }
    }

    private static int EndOfPart(string text, int from)
    {
        int to = from + MostCharacters;
        if (to >= text.Length)
        {
            return text.Length;
        }

        int space = text.AsSpan(to - Slack, Slack).LastIndexOfAny(" \n\t");
        if (space >= 0)
        {
            return to - Slack + space + 1;
        }

        return char.IsHighSurrogate(text[to - 1]) ? to - 1 : to;
    }
}
