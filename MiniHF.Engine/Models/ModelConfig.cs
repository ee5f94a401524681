using MiniHF.Engine.Models.Families;

namespace MiniHF.Engine.Models;

/// <summary>
/// The shape of a language model: which layers it has, how large, and what its special tokens are. Read by
/// <see cref="ModelConfigReader"/>; what is left out is LLaMA's.
/// </summary>
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

    public NormKind Norm { get; init; }

    /// <summary>Added to the mean square, or the variance, before a norm divides by its root.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>How heads are turned by position; null where positions are learned vectors added to the embedding.</summary>
    public required RotaryConfig? Rotary { get; init; }

    public ResidualKind Residual { get; init; }

    public ProjectionLayout Projections { get; init; }

    /// <summary>Tokens a token sees, itself included, in layers from <see cref="FirstWindowedLayer"/> on; 0 for all before it.</summary>
    public int AttentionWindow { get; init; }

    public int FirstWindowedLayer { get; init; }

    public Activation Activation { get; init; }

    /// <summary>Whether the activation's result gates a second projection, as in SwiGLU.</summary>
    public bool IsFeedForwardGated { get; init; } = true;

    /// <summary>Whether the head reads its weight from the embedding.</summary>
    public bool IsHeadTied { get; init; }

    public bool HasHeadBias { get; init; }

    /// <summary>Whether the projections to queries, keys and values have a bias.</summary>
    public bool HasAttentionBias { get; init; }

    public bool HasAttentionOutputBias { get; init; }

    public bool HasFeedForwardBias { get; init; }

    /// <summary>Whether the checkpoint holds the matrices of its blocks as (inputs, outputs), as GPT-2's Conv1D does.</summary>
    public bool AreBlocksTransposed { get; init; }

    /// <summary>Any of these ends a text. Empty: texts end by length alone.</summary>
    public IReadOnlyList<int> EndOfText { get; init; } = [];

    /// <summary>Tokens that are never drawn when text is generated; they are scored like any other.</summary>
    public IReadOnlyList<int> SuppressedTokens { get; init; } = [];

    /// <summary>Standard deviation of fresh weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    public WeightNames Names { get; init; } = LlamaFamily.Names;

    /// <summary>Query heads that share one key and value head.</summary>
    public int GroupSize => HeadCount / KeyValueHeadCount;

    /// <summary>Tokens a token sees in a layer, itself included; 0 for all before it.</summary>
    public int WindowOf(int layer) => layer >= FirstWindowedLayer ? AttentionWindow : 0;
}
