namespace MiniHF.Workspace.Notebooks.State;

/// <summary>
/// Every kind of cell this version knows. A new one takes its state, a record beside <see cref="Cell"/> with a name for JSON there, a line
/// here, and a line in the pages' table of faces. What can be set in it goes into a <see cref="CellSettings"/> of its own, which brings
/// command, event, undo and snapshot with it.
/// </summary>
public static class CellForms
{
    public static IReadOnlyList<CellForm> All { get; } =
    [
        new(CellKind.Note, typeof(NoteCell), id => new NoteCell(id, Collapsed: false, Text: "")),
        new(CellKind.Write, typeof(WriteCell), id => new WriteCell(id, Collapsed: false, GenerationSettings.Default, BranchTree.Empty)),
        new(CellKind.Weave, typeof(WeaveCell), id => new WeaveCell(id, Collapsed: false, SearchSettings.Default, Source: null, Searches: [])),
        new(CellKind.Evaluate, typeof(EvaluateCell), id => new EvaluateCell(id, Collapsed: false, EvaluationSettings.Default, Evaluations: [])),
        new(CellKind.Rate, typeof(RateCell), id => new RateCell(id, Collapsed: false, RateSettings.Default)),
        new(CellKind.Tune, typeof(TuneCell), id => new TuneCell(id, Collapsed: false, TuneSettings.Default)),
        new(CellKind.Chart, typeof(ChartCell), id => new ChartCell(id, Collapsed: false, ChartSettings.Default)),
    ];

    /// <summary>Null for a kind that a later version may have stored.</summary>
    public static CellForm? Find(CellKind kind) => All.FirstOrDefault(form => form.Kind == kind);

    public static CellKind KindOf(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return All.First(form => form.State == cell.GetType()).Kind;
    }
}
