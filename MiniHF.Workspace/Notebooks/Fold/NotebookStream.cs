using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

/// <summary>Notebooks as streams of the event store.</summary>
public static class NotebookStream
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string Type = "notebook";

    /// <summary>Raise the number whenever the state's shape or the fold changes.</summary>
    public static Fold<NotebookState> Fold { get; } = new("notebook", 16, NotebookState.Empty, Evolve)
    {
        Serialize = NotebookSnapshot.Write,
        Deserialize = NotebookSnapshot.Read,
    };

    private static NotebookState Evolve(NotebookState state, StoredEvent stored) =>
        stored.Data is NotebookEvent happened
            ? NotebookFold.Evolve(state, happened, new EventOrigin(stored.StreamId, stored.Id, stored.Timestamp))
            : state;
}
