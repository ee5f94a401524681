using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>For somebody who came to judge and has nothing else to do here: large text, keys everywhere, swipes on a phone.</summary>
public sealed partial class RatePage : LiveNotebookPage
{
    private RatingDesk? _desk;
    private RatingStage? _stage;
    private bool _resultsOpen;
    private bool _sharing;
    private bool _keysOpen;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The rate cell that asks; where none is named, the first, or the usual questions about all of the notebook.</summary>
    [Parameter]
    public Guid? Cell { get; set; }

    private string Title => Session is { } session ? $"Rate · {Titles.Of(session.State)} · MiniHF" : "MiniHF";

    private IReadOnlyList<RateCell> Cells => Session is { } session
        ? [.. session.State.Order.Select(id => session.State.Cells.GetValueOrDefault(id)).OfType<RateCell>()]
        : [];

    protected override async Task OnParametersSetAsync()
    {
        await OpenAskedAsync();
        Sit();
    }

    protected override void Opened(NotebookSession session, Seat seat) => Sit();

    private void DoAsked(string action)
    {
        switch (action)
        {
            case "keys":
                _keysOpen = true;
                break;
            case "results" or "leave" when _resultsOpen:
                _resultsOpen = false;
                break;
            case "results":
                _resultsOpen = true;
                break;
            case "leave":
                Navigation.NavigateTo($"n/{Id}");
                break;
        }
    }

    private void ThinkAgain(Judgement judgement)
    {
        _desk?.ThinkAgain(judgement);
        _stage?.Hold();
    }

    private void Sit()
    {
        if (Session is { } session)
        {
            CellId? asks = Cells.Any(cell => cell.Id.Value == Cell) ? new CellId(Cell ?? default) : Cells.FirstOrDefault()?.Id;
            Seat?.MoveTo(asks);
            _desk = _desk is { } desk && desk.Session == session && desk.Asks == asks ? desk : new RatingDesk(session, asks);
        }
    }
}
