using System.Globalization;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>Scores texts against a question or a constitution, and shows what was made of each.</summary>
public sealed partial class EvaluateCellView : CellView<EvaluateCell>, IRunningCell
{
    private EvaluationId? _shown;
    private EvaluateForm? _form;

    /// <summary>Which of the cell's evaluations is shown: the newest, unless another was chosen.</summary>
    private int At => _shown is { } chosen && Visible.FindIndex(evaluation => evaluation.Id == chosen) is >= 0 and var at ? at : Visible.Count - 1;

    private CellEvaluation? Shown => At < 0 ? null : Visible[At];

    private CellEvaluation? Newest => Visible.Count == 0 ? null : Visible[^1];

    private bool IsEarlier => At < Visible.Count - 1;

    private List<CellEvaluation> Visible =>
        [.. Cell.Evaluations.Select(id => Session.State.Evaluations.GetValueOrDefault(id)).OfType<CellEvaluation>().Where(evaluation => !evaluation.PutAside)];

    private IReadOnlyList<PastItem> Past => [.. Visible.Select(ItemOf)];

    /// <summary>Why it could not go on, or why not one text could be judged: an evaluator that answers neither yes nor no, say.</summary>
    private string? Problem => Shown is not { } shown ? null
        : shown.Failure ?? (shown.Status == EvaluationStatus.Finished && shown.Scores.Values.All(score => score.Failure is not null) ? shown.Scores.Values.First().Failure : null);

    /// <summary>How many texts would be scored now.</summary>
    private int Count => EvaluationRules.BranchesOf(Session.State, Cell, Session.Me).Count;

    private string Facts => Shown is not { } shown ? "" : shown.Status switch
    {
        EvaluationStatus.Running => string.Create(CultureInfo.InvariantCulture, $"{shown.Scores.Count} of {shown.Texts.Length}"),
        EvaluationStatus.Finished => Words.Count(shown.Texts.Length, "text", "texts") + (shown.Scores.Values.Count(score => score.Failure is not null) is > 0 and var failed ? $" · {Words.Number((long)failed)} could not be judged" : ""),
        _ => string.Create(CultureInfo.InvariantCulture, $"{shown.Scores.Count} of {shown.Texts.Length} · {shown.Status.ToString().ToLowerInvariant()}"),
    };

    private string Empty => EvaluationRules.SourceOf(Session.State, Cell) is null
        ? "There is no text in this notebook to score yet: add one, write a beginning and let it grow."
        : Cell.Settings.Target switch
        {
            EvaluationTarget.Continuations => "What you read in the text above has no continuations yet. Grow some, then score them here.",
            EvaluationTarget.Bookmarks => "Nothing is bookmarked there yet.",
            EvaluationTarget.Chosen => "No branch is chosen yet: read one in the text above and add it here.",
            _ => "There is nothing to score in the text above yet.",
        };

    /// <inheritdoc />
    public Task SettleAsync()
    {
        _shown = null;
        return _form?.SettleAsync() ?? Task.CompletedTask;
    }

    private static PastItem ItemOf(CellEvaluation evaluation)
    {
        double[] scores = [.. evaluation.Scores.Values.Select(score => score.Score).OfType<double>()];
        string state = evaluation.Status.ToString().ToLowerInvariant();
        return new PastItem(
            scores.Length > 0 && evaluation.Status == EvaluationStatus.Finished ? ScoreScale.Percent(YesNoScore.Probability(scores.Max())) : state,
            $"{state} · {Words.Count(evaluation.Texts.Length, "text", "texts")} · {evaluation.Settings.Criteria.Label}",
            scores.Length > 0 ? new ScoreScale(0, 1).ColourOf(scores.Max()) : null);
    }

    private void Show(int at)
    {
        _shown = Visible[at].Id;
        Changed();
    }

    private async Task StartAsync()
    {
        await SettleAsync();
        await Session.TryAsync(new StartEvaluation(EvaluationId.New(), Cell.Id) { By = Session.Me });
    }
}
