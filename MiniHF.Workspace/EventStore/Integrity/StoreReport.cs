namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>What <see cref="StoreVerifier"/> looked at and found.</summary>
/// <param name="Sealed">Events whose seal was compared; the others were written by an older version or by another program.</param>
/// <param name="Snapshots">States kept whole.</param>
/// <param name="Rungs">Hashes of states and their chain values.</param>
public sealed record StoreReport(int Streams, long Events, long Sealed, int Snapshots, int Rungs, IReadOnlyList<StoreFault> Faults);
