using System.Globalization;

namespace MiniHF.Engine.Models;

/// <summary>
/// What a family calls its weights in a checkpoint. <c>.weight</c> and <c>.bias</c> are added to the names of layers;
/// names inside a block follow the block's own name and a dot. Empty where a family has no such layer.
/// </summary>
public sealed record WeightNames
{
    /// <summary>What every name but the head's begins with; checkpoints saved without their head leave it out.</summary>
    public required string Prefix { get; init; }

    public required string Embedding { get; init; }

    /// <summary>The embedding of positions, where they are learned.</summary>
    public string Positions { get; init; } = "";

    public required string Block { get; init; }

    public required string FinalNorm { get; init; }

    public string Head { get; init; } = "lm_head";

    public required string AttentionNorm { get; init; }

    public string Query { get; init; } = "";

    public string Key { get; init; } = "";

    public string Value { get; init; } = "";

    /// <summary>The three projections in one matrix, where they are.</summary>
    public string QueryKeyValue { get; init; } = "";

    public required string AttentionOutput { get; init; }

    public string FeedForwardNorm { get; init; } = "";

    public string Gate { get; init; } = "";

    public required string Up { get; init; }

    public required string Down { get; init; }

    /// <summary>The full name of a layer in a block.</summary>
    public string InBlock(int block, string layer) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Format(CultureInfo.InvariantCulture, Block, block)}.{layer}");
}
