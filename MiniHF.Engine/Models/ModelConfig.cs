namespace MiniHF.Engine.Models;

/// <summary>The shape of a language model: which layers it has, how large, and what its special tokens are. Read by <see cref="ModelConfigReader"/>.</summary>
public sealed record ModelConfig
{
    /// <summary>The family, as <c>model_type</c> names it.</summary>
    public required string ModelType { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width inside a feed-forward layer.</summary>
    public required int FeedForwardSize { get; init; }

    public required int LayerCount { get; init; }

    /// <summary>Query heads.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Key and value heads; each serves <see cref="HeadCount"/> / <see cref="KeyValueHeadCount"/> query heads.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>Width of one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Most positions a text may have.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Added to the mean square before a norm divides by its root.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Base of the rotary embedding's wavelengths.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary>Whether the head reads its weight from the embedding.</summary>
    public bool IsHeadTied { get; init; }

    public bool HasAttentionBias { get; init; }

    public bool HasFeedForwardBias { get; init; }

    /// <summary>Any of these ends a text. Empty: texts end by length alone.</summary>
    public IReadOnlyList<int> EndOfText { get; init; } = [];

    /// <summary>Standard deviation of fresh weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    public WeightNames Names { get; init; } = WeightNames.Llama;

    /// <summary>Query heads that share one key and value head.</summary>
    public int GroupSize => HeadCount / KeyValueHeadCount;
}
