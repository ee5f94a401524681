namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>A fold whose states are kept in snapshots, for checking them against the events.</summary>
public interface IStreamFold
{
    /// <summary>Alias of the aggregate it folds.</summary>
    string StreamType { get; }

    /// <summary>Its name in the table of snapshots.</summary>
    string Name { get; }

    int SchemaVersion { get; }

    /// <summary>Whether its states are kept at several versions (<see cref="Ladder.SnapshotLadder"/>).</summary>
    bool KeepsLadder { get; }

    /// <summary>The same fold of states whose type is of no interest.</summary>
    Fold<object?> Untyped { get; }

    /// <summary>The state of an empty stream.</summary>
    object? Initial { get; }

    object? Evolve(object? state, StoredEvent stored);

    /// <summary>The canonical bytes of a state.</summary>
    byte[] Serialize(object? state);

    /// <summary>What people call the thing a state is of; null where they call it nothing.</summary>
    string? TitleOf(object? state);
}
