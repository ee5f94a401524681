namespace MiniHF.Engine.Weave;

/// <summary>Which leaf a round looks at next.</summary>
public sealed partial record WeaveSearch
{
    /// <summary>
    /// The leaf under the beam, not deeper than the round may look, with the highest priority; null when there is none.
    /// Logit plus Gumbel is a draw from softmax(score / temperature) without replacement; a node already committed to and
    /// not grown yet comes before all others.
    /// </summary>
    private WeaveNode? SelectForExpansion()
    {
        WeaveNode? best = null;
        foreach (WeaveNode leaf in Beam.SelectMany(LeavesUnder))
        {
            if (leaf.IsClosed || leaf.Depth >= (long)Round + Parameters.MaxLookahead)
            {
                continue;
            }

            if (best is null || Priority(leaf).CompareTo(Priority(best)) > 0)
            {
                best = leaf;
            }
        }

        return best;
    }

    private static (bool IsCommitted, double Value, int Older) Priority(WeaveNode leaf) => (leaf.IsCommitted, leaf.Logit + leaf.Gumbel, -leaf.Id);

    /// <summary>The leaves under a node, itself included, from the first child down.</summary>
    private IEnumerable<WeaveNode> LeavesUnder(int nodeId)
    {
        // A search can be as deep as its budget, so no recursion.
        Stack<int> open = new([nodeId]);
        while (open.TryPop(out int id))
        {
            WeaveNode node = Nodes[id];
            if (node.IsLeaf)
            {
                yield return node;
            }

            foreach (int child in node.Children.Reverse())
            {
                open.Push(child);
            }
        }
    }
}
