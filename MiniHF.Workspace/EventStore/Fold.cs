using System.Text.Json;

namespace MiniHF.Workspace.EventStore;

/// <summary>How a state comes out of a stream's events.</summary>
/// <param name="Name">Names the state in the snapshot table; frozen once stored.</param>
/// <param name="SchemaVersion">To be raised whenever the state's shape or <paramref name="Evolve"/> changes: older snapshots are then ignored.</param>
/// <param name="Initial">The state of an empty stream.</param>
/// <param name="Evolve">Pure: the state after one more event.</param>
public sealed record Fold<TState>(string Name, int SchemaVersion, TState Initial, Func<TState, StoredEvent, TState> Evolve)
{
    /// <summary>Writes a state into a snapshot; JSON unless a fold says otherwise.</summary>
    public Func<TState, byte[]> Serialize { get; init; } = static state => JsonSerializer.SerializeToUtf8Bytes(state, EventJson.Options);

    /// <summary>Reads what <see cref="Serialize"/> wrote. Any exception makes the snapshot be ignored.</summary>
    public Func<byte[], TState> Deserialize { get; init; } = static data =>
        JsonSerializer.Deserialize<TState>(data, EventJson.Options) ?? throw new JsonException("The snapshot holds null.");
}
