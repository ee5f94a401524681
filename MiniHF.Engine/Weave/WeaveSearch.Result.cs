using System.Collections.Immutable;

namespace MiniHF.Engine.Weave;

/// <summary>What a search ends with.</summary>
public sealed partial record WeaveSearch
{
    /// <summary>The leaves chosen, best first, as many as the beam is wide.</summary>
    private ImmutableArray<int> ChooseResult()
    {
        IEnumerable<WeaveNode> leaves = Parameters.Result switch
        {
            // Bottom-up sampling: the leaves' own Gumbels decide, not the ones conditioned on their parents'.
            WeaveResultChoice.Sampled => Beam.SelectMany(LeavesUnder).OrderByDescending(leaf => leaf.Phi + leaf.Gumbel),
            WeaveResultChoice.Best => Nodes.Where(node => node.IsLeaf).OrderByDescending(leaf => leaf.Score),
            _ => Nodes.Where(node => node.IsLeaf),
        };
        return [.. leaves.Take(Parameters.BeamWidth).Select(leaf => leaf.Id)];
    }
}
