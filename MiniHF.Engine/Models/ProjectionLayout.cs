namespace MiniHF.Engine.Models;

/// <summary>How a checkpoint lays out the projections to queries, keys and values.</summary>
public enum ProjectionLayout
{
    /// <summary>Three matrices.</summary>
    Separate,

    /// <summary>One matrix: all queries, then all keys, then all values (GPT-2).</summary>
    Blocks,

    /// <summary>
    /// One matrix: for each key and value head the queries it serves, its key, its value. With as many key heads as query
    /// heads that is GPT-NeoX's interleaving by head; with one it is Falcon-7B's multi-query form.
    /// </summary>
    Groups,
}
