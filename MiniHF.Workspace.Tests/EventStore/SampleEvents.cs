using System.Collections.Immutable;

namespace MiniHF.Workspace.Tests.EventStore;

public readonly record struct SampleId(Guid Value);

public enum SampleMood
{
    Calm,
    Wild,
}

public sealed record SampleStarted(string Title);

public sealed record SampleNumbered(int Number);

public sealed record SampleDetailed(
    SampleId Id,
    SampleMood Mood,
    ImmutableArray<SampleId> Others,
    IReadOnlyDictionary<SampleId, double> Scores,
    string? Note);
