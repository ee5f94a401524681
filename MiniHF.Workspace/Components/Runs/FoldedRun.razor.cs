using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>How the run of a folded tune cell stands: the cell's own view, which would say so, is not there.</summary>
public sealed partial class FoldedRun : MemoComponent, IDisposable
{
    private LiveRun? _run;
    private IDisposable? _changes;
    private bool _disposed;

    [Inject]
    public required RunLibrary Library { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required Cell Cell { get; set; }

    protected override object RenderKey => (_run?.State, _run?.Series.LastStep, Session.Past is null);

    public void Dispose()
    {
        _disposed = true;
        _changes?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        Guid? wanted = (Cell as TuneCell)?.Settings.Run;
        if (wanted is not { } id || _run?.Id.Value == id)
        {
            return;
        }

        LiveRun? run = await Library.OpenAsync(new RunId(id), Session.Me, Session.Closed);
        if (_disposed || (Cell as TuneCell)?.Settings.Run != wanted)
        {
            return;
        }

        _changes?.Dispose();
        _run = run;
        _changes = run?.Subscribe(() => InvokeAsync(Tell));
        Tell();
    }

    private void Tell()
    {
        if (_run is { } run && Session.Past is null)
        {
            Session.Tell(Cell.Id, RunWork.Of(run.State));
            StateHasChanged();
        }
    }
}
