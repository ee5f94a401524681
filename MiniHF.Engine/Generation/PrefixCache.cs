using System.Runtime.InteropServices;

namespace MiniHF.Engine.Generation;

/// <summary>
/// The keys and values of texts computed lately, as a tree over their tokens. A text that begins like one of them is computed from
/// where they part: a search reads its prompt once, however many branches and questions it has. Finding that place takes time by the
/// text's length alone; memory that texts share is held and counted once. The leaf that was not used for longest goes first, with
/// what nobody else shares of it. Belongs to the engine's thread.
/// </summary>
internal sealed class PrefixCache : IDisposable
{
    private readonly Dictionary<string, PrefixNode> _roots = new(StringComparer.Ordinal);
    private readonly LinkedList<PrefixNode> _leaves = new();
    private readonly Dictionary<KeyValueSegment, int> _uses = [];
    private long _clock;

    /// <param name="budget">Most bytes of keys and values to keep; 0 keeps nothing.</param>
    public PrefixCache(long budget)
    {
        Budget = budget;
    }

    public long Budget { get; }

    public bool IsKeeping => Budget > 0;

    /// <summary>Bytes of keys and values kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>Texts kept, none of which another begins with.</summary>
    public int Count => _leaves.Count;

    /// <summary>How many of a text's first tokens are there. The last is never: somebody wants to know what follows it.</summary>
    /// <param name="key">What the keys and values depend on beside the text: the id of the adapter, or nothing.</param>
    public int Match(string key, ReadOnlySpan<int> ids) => Math.Min(Find(key, ids).Length, Math.Max(0, ids.Length - 1));

    /// <summary>A path that begins with as much of the text as is there, or null. The caller owns it.</summary>
    public KeyValuePath? Fork(string key, ReadOnlySpan<int> ids)
    {
        (PrefixNode? node, int length) = Find(key, ids);
        length = Math.Min(length, ids.Length - 1);
        if (node is null || length <= 0)
        {
            return null;
        }

        PrefixNode leaf = LatestLeaf(node);
        Touch(leaf);
        return leaf.Path!.Fork(length); // leaves have one
    }

    /// <summary>Keeps a text's keys and values for others. The path stays the caller's; both grow in segments of their own from now on.</summary>
    /// <param name="key">What the keys and values depend on beside the text.</param>
    /// <param name="ids">The tokens that were computed, as many as the path is long.</param>
    public void Keep(string key, int[] ids, KeyValuePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Budget == 0 || ids.Length == 0)
        {
            return;
        }

        (PrefixNode? node, int length) = Find(key, ids);
        if (node is not null && length == ids.Length)
        {
            Touch(LatestLeaf(node));
            return;
        }

        if (node is null)
        {
            node = new PrefixNode(default, null);
            _roots.Add(key, node);
        }

        Touch(Insert(node, length, ids, path.Fork()));
        while (Bytes > Budget)
        {
            Remove(_leaves.First!.Value); // there are leaves while there are bytes
        }
    }

    public void Dispose()
    {
        while (_leaves.First is { } oldest)
        {
            Remove(oldest.Value);
        }
    }

    /// <summary>The node in which the text and the tree part, and how many of its first tokens are there. The root where it is the first already.</summary>
    private (PrefixNode? Node, int Length) Find(string key, ReadOnlySpan<int> ids)
    {
        if (!_roots.TryGetValue(key, out PrefixNode? node))
        {
            return (null, 0);
        }

        int length = 0;
        while (length < ids.Length && node.Children.TryGetValue(ids[length], out PrefixNode? child))
        {
            node = child;
            int shared = ids[length..].CommonPrefixLength(child.Ids.Span);
            length += shared;
            if (shared < child.Ids.Length)
            {
                break;
            }
        }

        return (node, length);
    }

    /// <summary>Makes the leaf of a text whose first tokens lead to this node, into it or through it.</summary>
    private PrefixNode Insert(PrefixNode node, int length, int[] ids, KeyValuePath path)
    {
        int inside = length - StartOf(node);
        ReadOnlyMemory<int> rest = ids.AsMemory(length);
        PrefixNode leaf;
        if (node.IsLeaf && inside == node.Ids.Length)
        {
            // The text goes on where this leaf ends: one takes the other's place.
            node.Ids = ids.AsMemory(StartOf(node));
            Release(node.Path!); // a leaf has one
            leaf = node;
        }
        else
        {
            PrefixNode above = inside < node.Ids.Length ? Split(node, inside) : node;
            leaf = new PrefixNode(rest, above);
            leaf.Use = _leaves.AddLast(leaf);
            above.Children.Add(rest.Span[0], leaf);
        }

        leaf.Path = path;
        foreach (KeyValueSegment segment in path.Segments)
        {
            ref int uses = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, segment, out _);
            Bytes += uses++ == 0 ? segment.Bytes : 0;
        }

        return leaf;
    }

    /// <summary>Puts a node with the first tokens of this one above it.</summary>
    private static PrefixNode Split(PrefixNode node, int at)
    {
        PrefixNode parent = node.Parent!; // a root has no tokens to be split
        PrefixNode above = new(node.Ids[..at], parent) { LastUsed = node.LastUsed };
        parent.Children[above.Ids.Span[0]] = above;
        node.Ids = node.Ids[at..];
        node.Parent = above;
        above.Children.Add(node.Ids.Span[0], node);
        return above;
    }

    private void Remove(PrefixNode leaf)
    {
        _leaves.Remove(leaf.Use!); // a leaf has one, as it has a path
        Release(leaf.Path!);
        PrefixNode? parent = leaf.Parent;
        parent?.Children.Remove(leaf.Ids.Span[0]);
        if (parent is { Parent: { } above } && parent.Children.Count == 1)
        {
            // What was a fork is none any more.
            PrefixNode only = parent.Children.Values.Single();
            only.Ids = (int[])[.. parent.Ids.Span, .. only.Ids.Span];
            only.Parent = above;
            above.Children[only.Ids.Span[0]] = only;
        }
        else if (parent is { Parent: null, Children.Count: 0 })
        {
            _roots.Remove(_roots.Single(root => root.Value == parent).Key);
        }
    }

    private void Release(KeyValuePath path)
    {
        foreach (KeyValueSegment segment in path.Segments)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(_uses, segment) == 0)
            {
                _uses.Remove(segment);
                Bytes -= segment.Bytes;
            }
        }

        path.Dispose();
    }

    private void Touch(PrefixNode leaf)
    {
        _leaves.Remove(leaf.Use!); // a leaf has one
        _leaves.AddLast(leaf.Use!);
        _clock++;
        for (PrefixNode? node = leaf; node is not null; node = node.Parent)
        {
            node.LastUsed = _clock;
        }
    }

    private static PrefixNode LatestLeaf(PrefixNode node)
    {
        while (!node.IsLeaf)
        {
            node = node.Children.Values.MaxBy(child => child.LastUsed)!; // only leaves have no children
        }

        return node;
    }

    /// <summary>How many tokens lie above a node.</summary>
    private static int StartOf(PrefixNode node)
    {
        int start = 0;
        for (PrefixNode? above = node.Parent; above is not null; above = above.Parent)
        {
            start += above.Ids.Length;
        }

        return start;
    }
}
