using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>One notebook's stream in memory, with the rules of the event store: an event whose id is known is left out, and whoever does not know the newest version has to look first.</summary>
internal sealed class TypingStore
{
    public static readonly CellId Cell = NotebookScript.WriteCellId;

    private readonly HashSet<Guid> _known = [];

    public TypingStore()
    {
        _events.Add((Guid.Empty, new NotebookCreated("Tales") { By = PersonId.Workspace }));
        _events.Add((Guid.Empty, new CellAdded(Cell, CellKind.Write, null) { By = PersonId.Workspace }));
    }

    private readonly List<(Guid Id, NotebookEvent Happened)> _events = [];

    public IReadOnlyList<(Guid Id, NotebookEvent Happened)> Events => _events;

    /// <summary>False where the stream is at another version and not all events were known.</summary>
    public bool TryAppend(int expectedVersion, IReadOnlyList<(Guid Id, NotebookEvent Happened)> events)
    {
        (Guid Id, NotebookEvent Happened)[] fresh = [.. events.Where(one => !_known.Contains(one.Id))];
        if (fresh.Length > 0 && expectedVersion != _events.Count)
        {
            return false;
        }

        _events.AddRange(fresh);
        _known.UnionWith(fresh.Select(one => one.Id));
        return true;
    }
}
