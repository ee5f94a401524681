namespace MiniHF.Workspace.Components.Finding;

/// <summary>Questions of which only the newest matters: a new one calls the one before it off.</summary>
internal sealed class Asking : IDisposable
{
    /// <summary>How long to wait for the next letter: long enough that a word typed fast is asked for once.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(140);

    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _current;

    /// <summary>Begins a question; its token is cancelled by the next one, and when this is disposed.</summary>
    public CancellationToken Next()
    {
        _current?.Cancel();
        _current?.Dispose();
        _current = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        return _current.Token;
    }

    public void Dispose()
    {
        _closed.Cancel();
        _current?.Dispose();
        _closed.Dispose();
    }
}
