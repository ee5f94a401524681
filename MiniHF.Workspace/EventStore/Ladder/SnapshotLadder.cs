using System.Numerics;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>
/// At which versions of a stream its state is on record. Every server, and every check of one, must agree on it, so it follows from the version
/// alone: a <em>rung</em> each 16 events at first, and from 512 events on 16 in each doubling, has the state's hash and the chain up to it, some
/// 150 bytes. A few rungs, 8 to 16 of them evenly spread over the stream as long as it is, have the state itself too.
/// </summary>
public static class SnapshotLadder
{
    /// <summary>The first rung; shorter streams have none.</summary>
    public const long First = 16;

    private const long LeastStateSpacing = 256;

    /// <summary>The first rung after a version.</summary>
    public static long After(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        long spacing = Spacing(version);
        return ((version / spacing) + 1) * spacing;
    }

    /// <summary>The last rung that a stream of this version has; 0 where it has none.</summary>
    public static long UpTo(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return version / Spacing(version) * Spacing(version);
    }

    public static bool IsRung(long version) => version > 0 && UpTo(version) == version;

    /// <summary>Whether a rung has the state itself while the stream is at a version. What a longer stream keeps, a shorter one kept already.</summary>
    public static bool KeepsState(long rung, long version) => rung % StateSpacing(version) == 0;

    /// <summary>How far apart the rungs with states are: never more events than that are folded for a moment of the stream.</summary>
    public static long StateSpacing(long version) => Math.Max(LeastStateSpacing, Octave(version) / 8);

    private static long Spacing(long version) => Math.Max(First, Octave(version) / 16);

    private static long Octave(long version) => version < 1 ? 1 : 1L << BitOperations.Log2((ulong)version);
}
