using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Tests.Notebooks.History;

/// <summary>A script's history as the store would give it.</summary>
internal static class HistoryScript
{
    public static IReadOnlyList<StoredEvent> Stored(this NotebookScript script) =>
        [.. script.History.Select((entry, index) => Stored(entry.Happened, entry.Origin, index + 1))];

    public static (HistoryStates States, IReadOnlyList<HistoryStep> Steps) Told(this NotebookScript script)
    {
        HistoryStates states = new();
        return (states, [.. script.Stored().Select(states.Add)]);
    }

    private static StoredEvent Stored(NotebookEvent happened, EventOrigin origin, long version) =>
        new(origin.Event, origin.Stream, version, version, origin.At, EventTypeAlias.Of(happened.GetType()), happened);
}
