using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Working;

namespace MiniHF.Workspace.Runs.Replay;

/// <summary>
/// Leaves moments in the notebook a run was begun in, at each twentieth of the way and where it ends, so that its curves can be played again
/// there. What the run is does not depend on them.
/// </summary>
internal sealed class RunStops(RunId run, RunWorkerServices services)
{
    private const int Most = 20;

    private (NotebookId Notebook, CellId Cell)? _place;
    private bool _isKnown;
    private int _steps;
    private int _next;

    /// <summary>The trainer begins, or begins again, after a step.</summary>
    public Task BeginAsync(int after, int steps, CancellationToken ct)
    {
        (_steps, _next) = (steps, after + Spacing(steps));
        return LeaveAsync(after, CellStatus.Running, ct);
    }

    /// <summary>What was measured up to a step is stored.</summary>
    public Task PassAsync(int step, CancellationToken ct)
    {
        if (_steps == 0 || step < _next || step >= _steps)
        {
            return Task.CompletedTask;
        }

        _next = step + Spacing(_steps);
        return LeaveAsync(step, CellStatus.Running, ct);
    }

    /// <summary>The worker has let go of the run.</summary>
    public Task EndAsync(WorkerEvent end, int step, CancellationToken ct) => end switch
    {
        RunFinished finished => LeaveAsync(finished.Steps, CellStatus.Done, ct),
        RunFailed => LeaveAsync(step, CellStatus.Failed, ct),
        RunReleased released => LeaveAsync(released.Step, CellStatus.Interrupted, ct),
        _ => Task.CompletedTask,
    };

    private static int Spacing(int steps) => Math.Max(1, steps / Most);

    private async Task LeaveAsync(int step, CellStatus status, CancellationToken ct)
    {
        try
        {
            if (!_isKnown)
            {
                RunPlan? plan = (await services.Store.AggregateAsync(run.Value, RunFold.Fold, ct).ConfigureAwait(false)).State.Plan;
                _place = plan is { Notebook: { } notebook, Cell: { } cell } ? (notebook, cell) : null;
                _isKnown = true;
            }

            if (_place is { } place && await services.Store.ReadStreamStateAsync(place.Notebook.Value, ct).ConfigureAwait(false) is not null)
            {
                RunAdvanced advanced = new(place.Cell, run.Value, step, _steps, status) { By = PersonId.Workspace };
                await services.Store.AppendAsync(
                    place.Notebook.Value, NotebookStream.Type, [new EventToAppend(Guid.CreateVersion7(), advanced)], expectedVersion: null, ct).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A moment less to go to; the run itself is what counts.
            Log.StopNotLeft(services.Logger, e, run.Value);
        }
    }
}
