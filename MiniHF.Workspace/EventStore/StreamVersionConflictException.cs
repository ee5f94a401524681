using System.Globalization;

namespace MiniHF.Workspace.EventStore;

/// <summary>Somebody else appended to the stream first. Nothing was written; read the stream again and decide anew.</summary>
public sealed class StreamVersionConflictException(Guid streamId, long? expected, long? actual, Exception? inner = null)
    : EventStoreException(Describe(streamId, expected, actual), inner)
{
    public Guid StreamId { get; } = streamId;

    /// <summary>The version the appender had seen; null when it named none.</summary>
    public long? Expected { get; } = expected;

    /// <summary>The version found; null when another writer's commit was only seen as a broken uniqueness.</summary>
    public long? Actual { get; } = actual;

    private static string Describe(Guid streamId, long? expected, long? actual) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stream {streamId} was changed by somebody else: expected version {Word(expected)}, found {Word(actual)}. Read it again and retry.");

    private static string Word(long? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
