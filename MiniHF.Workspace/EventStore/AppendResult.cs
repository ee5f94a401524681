namespace MiniHF.Workspace.EventStore;

/// <summary>Where the events of one append are.</summary>
/// <param name="Version">
/// The version of the stream after the append; for a batch that was already there, the version of its last event (what the
/// first append returned).
/// </param>
/// <param name="Positions">The position in the whole store of each event of the batch, in the batch's order.</param>
/// <param name="AlreadyAppended">Every event of the batch was in the stream before: nothing was written.</param>
public sealed record AppendResult(long Version, IReadOnlyList<long> Positions, bool AlreadyAppended);
