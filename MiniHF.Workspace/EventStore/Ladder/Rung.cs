namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>What is on record of a state at one version.</summary>
/// <param name="Hash">SHA-256 of the state's canonical bytes.</param>
/// <param name="Chain">See <see cref="LadderChain"/>.</param>
/// <param name="Data">The state, packed; null where only its hash is kept.</param>
/// <param name="Seal">The seal of the event it ends in, as the store has it now.</param>
/// <param name="Holds">Whether that event is the one it named, sealed as it was.</param>
internal sealed record Rung(long Version, byte[] Hash, byte[] Chain, byte[]? Data, byte[]? Seal, bool Holds);
