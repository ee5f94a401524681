using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

/// <summary>Segments in memory of their own, for kernels that read them where they lie.</summary>
public sealed class HostKeyValueStore(KeyValueLayout layout) : KeyValueStore(layout)
{
    public override KeyValueSegment Allocate(int capacity) => new HostSegment(Layout, capacity);

    public override StepAttention Attend(IReadOnlyList<CachedSpan> spans, AdapterRows? adapters = null) => new CachedAttention(spans) { Adapters = adapters };
}
