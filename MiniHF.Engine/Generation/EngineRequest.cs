using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

/// <summary>A request as the engine takes it: token ids only, everything checked and cut to fit the context.</summary>
public sealed record EngineRequest
{
    public required IReadOnlyList<int> PromptIds { get; init; }

    /// <summary>What to grow. With none, the prompt is read and the sink hears what would come next.</summary>
    public required IReadOnlyList<EngineContinuation> Continuations { get; init; }

    public required SamplingOptions Sampling { get; init; }

    /// <summary>Most tokens of a continuation, those it is resumed with included.</summary>
    public required int MaxTokens { get; init; }

    public int MinTokens { get; init; }

    public long Seed { get; init; }

    public int TopAlternatives { get; init; }

    /// <summary>What changes the model for this request; null for nothing. The engine lets go of it when the request ends, however it ends.</summary>
    public AdapterLease? Adapter { get; init; }

    public required IContinuationSink Sink { get; init; }
}
