using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Evaluating;
using MiniHF.Workspace.Components.Rating;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>
/// How each kind of cell is offered, listed and drawn: one line a kind, in the order they are offered. The page, the list of cells, the sheet
/// that adds cells and the sheet of keys all read it here.
/// </summary>
public static class CellFaces
{
    private const int TitleLength = 30;

    public static IReadOnlyList<CellFace> All { get; } =
    [
        new(CellKind.Write, "write", "Text", "write", "Write, and let the model go on in several ways", typeof(WriteCellView), (cell, reader) => Opening((WriteCell)cell, reader))
        {
            CountOf = (cell, _) => ((WriteCell)cell).Tree.Count is var branches and > 1 ? Words.Number((long)branches) : null,
        },
        new(CellKind.Weave, "weave", "Weave", "weave", "Search for a continuation that an evaluator likes", typeof(SearchCellView), (_, _) => "Weave")
        {
            CountOf = (cell, state) => ((WeaveCell)cell).Searches is [.., var newest] && state.Searches.GetValueOrDefault(newest) is { } search
                ? Words.Number((long)search.Tree.Nodes.Length - 1)
                : null,
        },
        new(CellKind.Evaluate, "evaluate", "Evaluate", "evaluate", "Score texts against a question or a constitution", typeof(EvaluateCellView), (_, _) => "Evaluate")
        {
            CountOf = (cell, state) => ((EvaluateCell)cell).Evaluations is [.., var newest] && state.Evaluations.GetValueOrDefault(newest) is { } evaluation
                ? Words.Number((long)evaluation.Texts.Length)
                : null,
        },
        new(CellKind.Rate, "rate", "Rate", "rate", "Ask people which texts are better, side by side or one by one", typeof(RateCellView), (cell, _) => RatingWords.TitleOf(((RateCell)cell).Settings))
        {
            CountOf = (cell, state) => state.Judgements.Values.Count(judgement => judgement.Counts && judgement.Asked == cell.Id) is var judged and > 0 ? Words.Number((long)judged) : null,
        },
        new(CellKind.Tune, "tune", "Tune", "tune", "Teach the model from what people made of texts", typeof(TuneCellView), (_, _) => "Tune") { Folded = typeof(FoldedRun) },
        new(CellKind.Chart, "chart", "Chart", "chart", "Draw runs over each other", typeof(ChartCellView), (_, _) => "Chart"),
        new(CellKind.Note, "note", "Note", "note", "Say in Markdown what this is about", typeof(NoteCellView), (cell, _) => MarkdownText.Title(((NoteCell)cell).Text) is { Length: > 0 } title ? title : "Empty note"),
    ];

    public static CellFace Of(Cell cell)
    {
        CellKind kind = CellForms.KindOf(cell);
        return All.First(face => face.Kind == kind);
    }

    /// <summary>What a cell is called in lists: its first words.</summary>
    public static string TitleOf(Cell cell, PersonId reader) => Of(cell).TitleOf(cell, reader);

    private static string Opening(WriteCell write, PersonId reader)
    {
        Branch? focus = write.Tree.FocusOf(reader) ?? write.Tree.Roots.Select(root => write.Tree.Branches.GetValueOrDefault(root)).FirstOrDefault();
        string words = focus is null ? "" : Words.Opening(write.Tree.PathTo(focus.Id)[0].Text, TitleLength);
        return words.Length > 0 ? words : "A blank page";
    }
}
