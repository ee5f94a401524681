using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.People;

/// <summary>Who did what in a notebook and when, the newest first, kept up while it is open. A line leads to its place.</summary>
public sealed partial class ActivityPanel : ComponentBase, IDisposable
{
    private const int Page = 60;

    private NotebookHistory? _history;
    private IDisposable? _lease;
    private IReadOnlyList<ActivityRow>? _rows;
    private string? _problem;
    private int _most = Page;
    private bool _hasMore;
    private bool _disposed;

    [Inject]
    public required NotebookHistories Histories { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    /// <summary>A line was chosen: to its place.</summary>
    [Parameter]
    public EventCallback<HistoryStep> OnGo { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    public void Dispose()
    {
        _disposed = true;
        _lease?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            (NotebookHistory history, IDisposable lease) = await Histories.OpenAsync(Session.Now.Id, Session.Closed);
            if (_disposed)
            {
                lease.Dispose();
                return;
            }

            (_history, _lease) = (history, lease);
            Arrange();
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // The page was left before all was read.
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            if (_history is { } history && history.Version < Session.Version && await history.CatchUpAsync(Session.Closed))
            {
                Arrange();
            }
        }
        catch (OperationCanceledException) when (Session.Closed.IsCancellationRequested)
        {
            // Likewise.
        }
    }

    private static string Times(ActivityRow row) => row.Times > 1 && row.Step.Kind != StepKind.Writing ? $" ({Words.Number((long)row.Times)} times)" : "";

    private string NameOf(HistoryStep step) => step.By == PersonId.Workspace ? "the workspace" : Session.NameOf(step.By);

    /// <summary>Whether the place is still there to go to.</summary>
    private bool CanGo(HistoryStep step) => step.Cell is { } cell && Session.Now.Order.Contains(cell)
        && (step.Branch is not { } branch || (Session.Now.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.ContainsKey(branch) == true);

    private void ShowMore()
    {
        _most += Page * 4;
        Arrange();
    }

    private void Arrange()
    {
        IReadOnlyList<ActivityRow> rows = ActivityRow.Of(_history?.Steps() ?? [], _most + 1);
        int lines = rows.Count(row => !row.IsHeading);
        _hasMore = lines > _most;
        _rows = _hasMore ? [.. rows.Take(rows.Count - 1)] : rows;
    }
}
