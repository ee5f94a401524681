using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>
/// Work in a notebook that goes step by step, each stored when it has been made: a search, an evaluation. The notebook's state
/// decides whether it goes on; whoever stops, pauses or takes it over writes there.
/// </summary>
internal abstract class NotebookRun(LiveNotebook notebook, TimeProvider time)
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan s_savePatience = TimeSpan.FromSeconds(20);

    protected LiveNotebook Notebook { get; } = notebook;

    /// <summary>Never throws: how it ended stands in the notebook.</summary>
    public async Task ExecuteAsync(CancellationToken stopping)
    {
        using IDisposable hold = Notebook.Hold();
        using CancellationTokenSource working = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        void StopWhenNobodyWaits()
        {
            if (!IsOurs(Notebook.State))
            {
                // Not on the thread that folds: a continuation of the cancelled task must not run inside the fold.
                _ = working.CancelAsync();
            }
        }

        string? failure = null;
        Notebook.Folded += StopWhenNobodyWaits;
        try
        {
            await WorkAsync(working.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested)
        {
            // Paused or stopped by somebody, or with the server; the state says which.
        }
        catch (UserFacingException e)
        {
            failure = e.Message;
        }
        catch (Exception e)
        {
            failure = $"{Explain(e)}: {e.Message.ReplaceLineEndings(" ")}";
        }

        Notebook.Folded -= StopWhenNobodyWaits;
        LetGo();
        await FinishAsync(failure).ConfigureAwait(false);
    }

    /// <summary>Whether the state still has this work going, and this run at it.</summary>
    protected abstract bool IsOurs(NotebookState state);

    protected abstract Task WorkAsync(CancellationToken ct);

    /// <summary>Logs an error nobody foresaw, and begins the line about it for the person who asked.</summary>
    protected abstract string Explain(Exception e);

    /// <summary>What is recorded of an end before the work was done: a failure, or, with null, an interruption.</summary>
    protected abstract NotebookEvent End(NotebookState state, string? failure);

    protected abstract void LogNotSaved(Exception e);

    /// <summary>Takes away what was shown only while the run went on.</summary>
    protected virtual void LetGo()
    {
    }

    /// <summary>Stores a step, unless somebody else has the work by now, and tries again where the store is away: what was made is not thrown away.</summary>
    protected async Task SaveAsync(Func<NotebookState, IReadOnlyList<NotebookEvent>> decide, CancellationToken ct)
    {
        Guid id = Guid.CreateVersion7();
        while (true)
        {
            try
            {
                // Not the run's own token: a step that is there when the server stops is stored still.
                using CancellationTokenSource patience = new(s_savePatience, time);
                await Notebook.RecordAsync(id, state => IsOurs(state) ? decide(state) : [], patience.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogNotSaved(e);
                await Task.Delay(s_retryInterval, time, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task FinishAsync(string? failure)
    {
        using CancellationTokenSource patience = new(s_savePatience, time);
        try
        {
            await Notebook.RecordAsync(Guid.CreateVersion7(), state => IsOurs(state) ? [End(state, failure)] : [], patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store is gone: whoever opens the notebook next finds the work interrupted.
            LogNotSaved(e);
        }
    }
}
