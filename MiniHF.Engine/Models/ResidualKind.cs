namespace MiniHF.Engine.Models;

/// <summary>How a block adds its two halves to the stream.</summary>
public enum ResidualKind
{
    /// <summary>Attention first; the feed-forward layer sees its result.</summary>
    Serial,

    /// <summary>Both see the same normed stream, and their sum is added (GPT-J).</summary>
    Parallel,

    /// <summary>Both see the same stream, each through a norm of its own (GPT-NeoX).</summary>
    ParallelWithTwoNorms,
}
