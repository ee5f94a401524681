using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>The texts of an evaluation with their scores. A click reads the branch in its cell and shows what each principle made of it.</summary>
public sealed partial class ScoreTable : MemoComponent
{
    private const int ByScore = -1;
    private const int ByPlace = -2;
    private const int MostColumns = 6;

    private int _sort = ByScore;
    private bool _ascending;
    private int? _open;
    private object? _arranged;

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required CellEvaluation Evaluation { get; set; }

    protected override object RenderKey => (Evaluation, TreeOf(Evaluation));

    private ScoreScale Scale { get; set; }

    private List<ScoreRow> Rows { get; set; } = [];

    /// <summary>Names of the principles, where there are several.</summary>
    private IReadOnlyList<string> Columns { get; set; } = [];

    private ScoreRow? Opened => _open is { } open ? Rows.Find(row => row.At == open) : null;

    protected override void OnParametersSet()
    {
        if (RenderKey.Equals(_arranged))
        {
            return;
        }

        _arranged = RenderKey;
        Scale = ScoreScale.Of(Evaluation);
        IReadOnlyList<PrincipleScore> principles = Evaluation.Scores.Values.FirstOrDefault(score => score.Principles.Count > 0)?.Principles ?? [];
        Columns = principles.Count > 1 ? [.. principles.Take(MostColumns).Select(principle => principle.Name + (principle.Sign < 0 ? " (no)" : ""))] : [];
        Arrange();
    }

    private object? TreeOf(CellEvaluation evaluation) => evaluation.Texts.IsEmpty ? null : Session.WriteCell(evaluation.Texts[0].Cell)?.Tree.Branches;

    private void Arrange()
    {
        double best = Evaluation.Status == EvaluationStatus.Running || Evaluation.Texts.Length < 2
            ? double.NaN
            : Evaluation.Scores.Values.Select(score => score.Score).OfType<double>().DefaultIfEmpty(double.NaN).Max();
        IEnumerable<ScoreRow> rows = Evaluation.Texts.Select((text, at) => RowOf(text, at, best));
        Func<ScoreRow, double> key = _sort switch
        {
            ByScore => row => row.Score?.Score ?? double.NegativeInfinity,
            ByPlace => row => -row.At,
            _ => row => row.Score?.Principles.ElementAtOrDefault(_sort)?.Score ?? double.NegativeInfinity,
        };
        Rows = [.. (_ascending ? rows.OrderBy(key) : rows.OrderByDescending(key)).ThenBy(row => row.At)];
    }

    private ScoreRow RowOf(EvaluatedText text, int at, double best)
    {
        TextScore? score = Evaluation.Scores.GetValueOrDefault(at);
        string? own = Session.WriteCell(text.Cell)?.Tree.Branches.GetValueOrDefault(text.Branch)?.Text.Trim();
        return new ScoreRow(
            at,
            text,
            score,
            own switch
            {
                null => "(gone)",
                "" => "(nothing more: the end)",
                _ => Words.Opening(own, 120),
            },
            score?.Score is { } logit && logit == best);
    }

    /// <summary>The text that was judged, as it stands now.</summary>
    private string WholeOf(ScoreRow row) => EvaluationRules.CaseOf(Session.State, Evaluation, row.Text) is { } now
        ? (now.Response.Length > 0 ? now.Response : now.Prompt).Trim()
        : "";

    private bool IsChanged(ScoreRow row) =>
        EvaluationRules.CaseOf(Session.State, Evaluation, row.Text) is not { } now || EvaluationRules.HashOf(now) != row.Text.Hash;

    private void Sort(int by)
    {
        _ascending = _sort == by && !_ascending;
        _sort = by;
        Arrange();
        Changed();
    }

    private string SortOf(int by) => _sort != by ? "none" : _ascending == (by != ByPlace) ? "ascending" : "descending";

    private string ArrowOf(int by) => _sort != by ? "" : _ascending == (by != ByPlace) ? " ↑" : " ↓";

    private async Task OpenAsync(ScoreRow row)
    {
        _open = _open == row.At ? null : row.At;
        Changed();
        await Session.TryAsync(new FocusBranch(row.Text.Cell, row.Text.Branch) { By = Session.Me });
    }

    private Task KeyAsync(KeyboardEventArgs key, ScoreRow row) => key.Key is "Enter" or " " ? OpenAsync(row) : Task.CompletedTask;

    private string Fill(PrincipleScore principle) => string.Create(
        CultureInfo.InvariantCulture,
        $"width: {(double.IsFinite(principle.Score) ? YesNoScore.Probability(principle.Score) * 100 : 0):0.#}%; background: {Scale.ColourOf(principle.Score)}");

    private static string Label(ScoreRow row)
    {
        string score = row.Score switch
        {
            { Score: { } logit } => ScoreScale.Percent(YesNoScore.Probability(logit)),
            { Failure: { } failure } => failure,
            _ => "not scored yet",
        };
        return $"{score}{(row.IsBest ? ", the best" : "")}: {row.Words}";
    }
}
