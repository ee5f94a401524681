using System.Globalization;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>Asks people which texts are better: what is asked, the texts, and what came of it.</summary>
public sealed partial class RateCellView : CellView<RateCell>
{
    private RatingDesk? _desk;
    private RatingStage? _stage;
    private bool _settingsOpen;
    private bool _resultsOpen;

    protected override object RenderKey =>
        (Session.State.Cells, Session.State.Order, Session.State.Judgements, Session.Past, (Cell, IsActive, _settingsOpen, _resultsOpen));

    private RatingDesk Desk => _desk is { } desk && desk.Session == Session && desk.Asks == Cell.Id ? desk : _desk = new RatingDesk(Session, Cell.Id);

    private string Progress
    {
        get
        {
            RatingQueue queue = Desk.Queue;
            string done = $"{Words.Number((long)queue.Done)} of {Words.Number((long)queue.Items.Count)}";
            return Desk.Report.Agreement is { Alpha: { } alpha, Interval: not null } ? $"{done} · agreement {RatingWords.Number(alpha)}" : done;
        }
    }

    private string ProgressTitle
    {
        get
        {
            RatingQueue queue = Desk.Queue;
            return $"You judged {Words.Number((long)queue.Done)} of {Words.Number((long)queue.Items.Count)} and passed over {Words.Number((long)queue.Skipped)}; {Words.Number((long)queue.JudgedByAnybody)} were judged by somebody";
        }
    }

    private string Width => Desk.Queue.Items.Count is var all and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"width: {100.0 * Desk.Queue.Done / all:0.##}%")
        : "width: 0";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Session.Opened == Cell.Id && _stage is { } stage)
        {
            Session.Opened = null;
            await stage.FocusAsync();
        }
    }

    private void ToggleSettings()
    {
        _settingsOpen = !_settingsOpen;
        Changed();
    }

    private void ToggleResults()
    {
        _resultsOpen = !_resultsOpen;
        Changed();
    }

    private async Task ThinkAgainAsync(Judgement judgement)
    {
        Desk.ThinkAgain(judgement);
        Changed();
        if (_stage is { } stage)
        {
            await stage.FocusAsync();
        }
    }
}
