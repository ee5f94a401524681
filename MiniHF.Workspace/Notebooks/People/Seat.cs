namespace MiniHF.Workspace.Notebooks.People;

/// <summary>A page's place in a notebook, for others to see. Disposed when the page goes.</summary>
public sealed class Seat : IDisposable
{
    private readonly Action<CellId?> _moveTo;
    private Action? _leave;

    internal Seat(Action<CellId?> moveTo, Action leave) => (_moveTo, _leave) = (moveTo, leave);

    /// <summary>The person is at another cell.</summary>
    public void MoveTo(CellId? cell) => _moveTo(cell);

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
