using System.Collections.Immutable;

namespace MiniHF.Engine.Weave;

/// <summary>New scores, and what they mean for the nodes above.</summary>
public sealed partial record WeaveSearch
{
    private WeaveSearch Score(RootScored scored)
    {
        RequireFinite(scored.Score / Parameters.Temperature, "score");
        WeaveNode root = Nodes[Root];
        return this with
        {
            Nodes = Nodes.SetItem(Root, root with
            {
                Score = scored.Score,
                Logit = (scored.Score / Parameters.Temperature) + root.Steering,
                Principles = scored.Principles,
            }),
        };
    }

    private WeaveSearch Expand(NodeExpanded expanded)
    {
        WeaveNode parent = Existing(expanded.ParentId);
        if (!parent.IsLeaf || parent.IsClosed)
        {
            throw new WeaveHistoryException($"grows node {parent.Id} twice");
        }

        ImmutableArray<WeaveNode>.Builder nodes = Nodes.ToBuilder();
        foreach (WeaveChild child in expanded.Children)
        {
            nodes.Add(CreateNode(nodes.Count, parent, child));
        }

        nodes[parent.Id] = parent with
        {
            Children = [.. Enumerable.Range(Nodes.Length, expanded.Children.Count)],
            IsClosed = expanded.Children.Count == 0,
        };
        Backpropagate(nodes, parent.Id);

        int spent = Math.Max(1, expanded.Children.Count + expanded.Discarded.Count);
        return this with
        {
            Nodes = nodes.ToImmutable(),
            BudgetLeft = BudgetLeft - spent,
            RoundBudgetLeft = RoundBudgetLeft - spent,
            DiscardedCount = DiscardedCount + expanded.Discarded.Count,
        };
    }

    private WeaveNode CreateNode(int id, WeaveNode parent, WeaveChild child)
    {
        RequireFinite(child.Score / Parameters.Temperature, "score");
        RequireFinite(child.Gumbel, "random number");
        return new WeaveNode
        {
            Id = id,
            ParentId = parent.Id,
            Depth = parent.Depth + 1,
            Text = child.Text,
            TokenIds = child.TokenIds,
            LogProbabilities = child.LogProbabilities,
            IsClosed = child.EndsText,
            Gumbel = child.Gumbel,
            Score = child.Score,
            Logit = child.Score / Parameters.Temperature,
            Principles = child.Principles,
        };
    }

    private WeaveSearch Steer(NodeSteered steered)
    {
        RequireFinite(steered.Amount, "steering");
        WeaveNode node = Existing(steered.NodeId);
        ImmutableArray<WeaveNode>.Builder nodes = Nodes.ToBuilder();
        nodes[node.Id] = node with { Steering = steered.Amount, Logit = node.Logit - node.Steering + steered.Amount };
        if (node.ParentId is int parent)
        {
            Backpropagate(nodes, parent);
        }

        return this with { Nodes = nodes.ToImmutable() };
    }

    /// <summary>A grown node weighs what its children weigh together. What is committed to stays as it was when the search decided.</summary>
    private static void Backpropagate(ImmutableArray<WeaveNode>.Builder nodes, int from)
    {
        for (int? id = from; id is int at && !nodes[at].IsCommitted; id = nodes[at].ParentId)
        {
            WeaveNode node = nodes[at];
            if (!node.IsLeaf)
            {
                nodes[at] = node with { Logit = WeaveMath.LogSumExp([.. node.Children.Select(child => nodes[child].Logit)]) + node.Steering };
            }
        }
    }

    private static void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new WeaveHistoryException($"holds a {what} that is not a finite number");
        }
    }
}
