using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the summary of a notebook says of its state.</summary>
/// <param name="AtWork">Something grows or searches in it.</param>
internal sealed record SummaryRow(string Title, string Opening, int Cells, int Branches, bool AtWork, bool Archived)
{
    private const int OpeningLength = 160;

    /// <summary>Those with a role of their own, in the order of their ids.</summary>
    public IReadOnlyList<(Guid Person, int Role)> Members { get; init; } = [];

    /// <summary>What everybody else may do; null where the notebook is closed to them.</summary>
    public int? Everyone { get; init; }

    public static SummaryRow Of(NotebookState state) => new(
        state.Title.Replace('\0', '\uFFFD'),
        OpeningOf(state),
        state.Order.Count,
        WriteCells(state).Sum(cell => cell.Tree.Count),
        IsAtWork(state),
        state.Archived)
    {
        Members = [.. state.People.Members.Values.OrderBy(member => member.Person.Value).Select(member => (member.Person.Value, (int)member.Role))],
        Everyone = (int?)state.People.Everyone,
    };

    /// <summary>Names what differs.</summary>
    public IEnumerable<string> DifferencesFrom(SummaryRow other) => new (string Name, bool Differs)[]
    {
        ("title", Title != other.Title),
        ("opening", Opening != other.Opening),
        ("number of cells", Cells != other.Cells),
        ("number of branches", Branches != other.Branches),
        ("mark of work in progress", AtWork != other.AtWork),
        ("place in the archive", Archived != other.Archived),
        ("list of people", !Members.SequenceEqual(other.Members) || Everyone != other.Everyone),
    }.Where(part => part.Differs).Select(part => part.Name);

    private static bool IsAtWork(NotebookState state) =>
        GrowthsByState.Of(state).Running.Count > 0
        || state.Searches.Values.Any(search => search.Status == SearchStatus.Running)
        || state.Evaluations.Values.Any(evaluation => evaluation.Status == EvaluationStatus.Running)
        || !state.Queue.IsEmpty;

    private static IEnumerable<WriteCell> WriteCells(NotebookState state) =>
        state.Order.Select(id => state.Cells[id]).OfType<WriteCell>();

    private static string OpeningOf(NotebookState state)
    {
        string text = WriteCells(state)
            .SelectMany(cell => cell.Tree.Roots.Select(root => cell.Tree.Branches[root]))
            .Where(root => !root.Pruned)
            .Select(root => root.Text.Trim())
            .FirstOrDefault(text => text.Length > 0) ?? "";
        int length = Math.Min(text.Length, OpeningLength);
        // Never half of a surrogate pair.
        length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text[..length].ReplaceLineEndings(" ").Replace('\0', '\uFFFD');
    }
}
