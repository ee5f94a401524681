namespace MiniHF.Engine.Weave;

/// <summary>Which leaves of a finished search are its result.</summary>
public enum WeaveResultChoice
{
    /// <summary>A draw, as the original makes it: leaves under the beam by cumulative log-probability plus Gumbel. Varied, seldom the best.</summary>
    Sampled,

    /// <summary>The best-scored leaves anywhere in the tree, pruned ones included.</summary>
    Best,

    /// <summary>The leaves grown first, whatever their score: plain sampling.</summary>
    First,
}
