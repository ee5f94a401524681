using System.Collections.Immutable;

namespace MiniHF.Engine.Weave;

/// <summary>The end of a round: the tree's probabilities, and the beam drawn from them.</summary>
public sealed partial record WeaveSearch
{
    /// <summary>The candidates for the next beam, best first, as many as it is wide.</summary>
    private ImmutableArray<int> ChooseBeam()
    {
        ImmutableArray<WeaveNode>.Builder nodes = Nodes.ToBuilder();
        SpreadProbabilities(nodes);
        return [.. Candidates().OrderByDescending(id => nodes[id].GumbelPhi).Take(Parameters.BeamWidth)];
    }

    private WeaveSearch EndRound(RoundEnded ended)
    {
        ImmutableArray<WeaveNode>.Builder nodes = Nodes.ToBuilder();
        SpreadProbabilities(nodes);

        HashSet<int> losers = [.. Candidates()];
        foreach (int id in ended.Beam)
        {
            if (!losers.Remove(id))
            {
                throw new WeaveHistoryException($"commits to node {id}, which was no candidate");
            }

            nodes[id] = nodes[id] with { IsCommitted = true };
        }

        if (ended.Beam.Count == 0)
        {
            throw new WeaveHistoryException("ends a round with no beam");
        }

        foreach (int loser in losers)
        {
            Prune(nodes, loser);
        }

        return this with
        {
            Nodes = nodes.ToImmutable(),
            Beam = [.. ended.Beam],
            Round = Round + 1,
            RoundBudgetLeft = Parameters.RoundBudget,
        };
    }

    /// <summary>A node of the beam that was not grown stands for itself, one that was for its children.</summary>
    private IEnumerable<int> Candidates() => Beam.SelectMany(id => Nodes[id].IsLeaf ? [id] : Nodes[id].Children);

    /// <summary>
    /// Log-probabilities of all paths under the beam, and the conditional Gumbels of the beam's children: top-down, each
    /// child's Gumbel shifted so that the largest equals its parent's (appendix B.3 of Kool et al.).
    /// </summary>
    private void SpreadProbabilities(ImmutableArray<WeaveNode>.Builder nodes)
    {
        foreach (int beamNode in Beam)
        {
            Stack<int> open = new([beamNode]);
            while (open.TryPop(out int id))
            {
                WeaveNode parent = nodes[id];
                double total = WeaveMath.LogSumExp([.. parent.Children.Select(child => nodes[child].Logit)]);
                foreach (int child in parent.Children)
                {
                    nodes[child] = nodes[child] with { Phi = parent.Phi + nodes[child].Logit - total };
                    open.Push(child);
                }
            }

            ConditionGumbels(nodes, nodes[beamNode]);
        }
    }

    private static void ConditionGumbels(ImmutableArray<WeaveNode>.Builder nodes, WeaveNode parent)
    {
        if (parent.IsLeaf)
        {
            return;
        }

        double largest = parent.Children.Max(child => nodes[child].Phi + nodes[child].Gumbel);
        foreach (int id in parent.Children)
        {
            WeaveNode child = nodes[id];
            double own = child.Phi + child.Gumbel;
            double v = parent.GumbelPhi - own + WeaveMath.Log1MExp(own - largest);
            nodes[id] = child with { GumbelPhi = parent.GumbelPhi - Math.Max(0, v) - WeaveMath.Log1PExp(-Math.Abs(v)) };
        }
    }

    private static void Prune(ImmutableArray<WeaveNode>.Builder nodes, int from)
    {
        Stack<int> open = new([from]);
        while (open.TryPop(out int id))
        {
            if (nodes[id].IsCommitted)
            {
                continue;
            }

            nodes[id] = nodes[id] with { IsPruned = true };
            foreach (int child in nodes[id].Children)
            {
                open.Push(child);
            }
        }
    }
}
