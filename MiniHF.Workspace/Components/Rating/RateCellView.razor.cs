using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks.State;

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

    private string Progress => Desk.Report.Agreement is { Alpha: { } alpha, Interval: not null }
        ? $"{RatingWords.Progress(Desk.Queue)} · agreement {RatingWords.Number(alpha)}"
        : RatingWords.Progress(Desk.Queue);

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
