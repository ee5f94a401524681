namespace MiniHF.Engine.Generation;

/// <summary>A run of tokens in the tree of kept texts. Leaves are texts; what lies above a fork is what several begin with.</summary>
internal sealed class PrefixNode(ReadOnlyMemory<int> ids, PrefixNode? parent)
{
    /// <summary>The node's own tokens; none at a root alone.</summary>
    public ReadOnlyMemory<int> Ids { get; set; } = ids;

    public PrefixNode? Parent { get; set; } = parent;

    /// <summary>What may follow, by its first token.</summary>
    public Dictionary<int, PrefixNode> Children { get; } = [];

    /// <summary>A leaf's whole text, from the root on.</summary>
    public KeyValuePath? Path { get; set; }

    /// <summary>A leaf's place in the order of use.</summary>
    public LinkedListNode<PrefixNode>? Use { get; set; }

    /// <summary>When the node, or anything below it, was used last.</summary>
    public long LastUsed { get; set; }

    public bool IsLeaf => Path is not null;
}
