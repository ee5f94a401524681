using System.Threading.Channels;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>
/// Starts each cell of a row once the one before it is done. What waits stands in the notebook's state, so anybody can call it off there;
/// what runs is watched in <see cref="CellWorks"/>. As in other notebooks, a cell that fails or is interrupted ends the row.
/// </summary>
internal sealed class CellQueueRun(LiveNotebook notebook, IReadOnlyList<CellId> cells, Guid server, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_savePatience = TimeSpan.FromSeconds(20);

    /// <summary>Never throws: what became of it stands in the notebook.</summary>
    public async Task ExecuteAsync(CancellationToken stopping)
    {
        using IDisposable hold = notebook.Hold();
        Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Tell() => changes.Writer.TryWrite(true);
        notebook.Folded += Tell;
        try
        {
            foreach (CellId cell in cells)
            {
                if (WaitingOf(cell) is not { } queued)
                {
                    continue;
                }

                await notebook.RunQueuedAsync(queued, stopping).ConfigureAwait(false);
                CellWork? work;
                while ((work = CellWorks.Of(notebook.State).GetValueOrDefault(cell)) is { IsOpen: true })
                {
                    await changes.Reader.ReadAsync(stopping).ConfigureAwait(false);
                }

                if (work is { Status: CellStatus.Failed or CellStatus.Interrupted })
                {
                    await CallOffAsync(null).ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await CallOffAsync("The server was stopped before it was this cell’s turn. Run it again.").ConfigureAwait(false);
        }
        catch (UserFacingException e)
        {
            await CallOffAsync(e.Message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.CellQueueFailed(logger, e, notebook.Id.Value);
            await CallOffAsync($"Could not run this cell: {e.Message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        }
        finally
        {
            notebook.Folded -= Tell;
        }
    }

    private QueuedCell? WaitingOf(CellId cell) => notebook.State.Queue.Find(queued => queued.Cell == cell && queued.Server == server);

    /// <summary>Ends the row: the next cell says why, where there is a reason; the others no longer wait.</summary>
    private async Task CallOffAsync(string? reason)
    {
        using CancellationTokenSource patience = new(s_savePatience, time);
        try
        {
            await notebook.RecordAsync(
                Guid.CreateVersion7(),
                state =>
                [
                    .. state.Queue
                        .Where(queued => queued.Server == server && cells.Contains(queued.Cell))
                        .Select((queued, index) => new CellUnqueued(queued.Cell, index == 0 ? reason : null) { By = PersonId.Workspace }),
                ],
                patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store is gone: whoever opens the notebook next finds the cells' server away.
            Log.CellQueueFailed(logger, e, notebook.Id.Value);
        }
    }
}
