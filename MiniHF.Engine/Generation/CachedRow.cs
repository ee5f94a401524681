namespace MiniHF.Engine.Generation;

/// <summary>One token of a step, and where its key and value go.</summary>
/// <param name="Path">Its text.</param>
/// <param name="Position">Its place in the text.</param>
/// <param name="Segment">The path's segment it is written into.</param>
/// <param name="At">Its place there.</param>
internal readonly record struct CachedRow(KeyValuePath Path, int Position, int Segment, int At)
{
    public HostSegment Target => (HostSegment)Path.Segments[Segment];
}
