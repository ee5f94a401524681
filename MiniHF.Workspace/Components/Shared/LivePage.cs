using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Feedback;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>A page that is kept up while it is open: who looks at it, what it listens to, and what ends when it is left.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IDisposable? _changes;

    protected LivePage() => Closed = _closing.Token;

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>Why the page has nothing to show, or not all of it; null where nothing is wrong.</summary>
    protected string? Problem { get; set; }

    public async ValueTask DisposeAsync()
    {
        _changes?.Dispose();
        await _closing.CancelAsync();
        _closing.Dispose();
        await LeaveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the page holds beyond what it listens to.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <summary>Listens to these changes, and no longer to those before.</summary>
    protected void Listen(IDisposable? changes)
    {
        _changes?.Dispose();
        _changes = changes;
    }

    /// <summary>Fetches what the page shows. What hinders it is <see cref="Problem"/>.</summary>
    /// <returns>Whether it was fetched: not where it could not be, nor where the page was left meanwhile.</returns>
    protected async Task<bool> LoadAsync(Func<Task> load)
    {
        // A change may be told in the moment the page goes.
        if (Closed.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await load();
            Problem = null;
            return true;
        }
        catch (UserFacingException e)
        {
            Problem = e.Message;
            return false;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Does what somebody asked for. What hinders it is said in passing.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
            return false;
        }
    }
}
