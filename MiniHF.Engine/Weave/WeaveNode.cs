using System.Collections.Immutable;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Weave;

/// <summary>A piece of text in a search's tree, with everything the search knows of it.</summary>
public sealed record WeaveNode
{
    /// <summary>Order of creation within the search; the root is 0.</summary>
    public required int Id { get; init; }

    /// <summary>Null for the root.</summary>
    public int? ParentId { get; init; }

    /// <summary>Levels below the root.</summary>
    public int Depth { get; init; }

    /// <summary>The node's own text; the root's is the prompt.</summary>
    public required string Text { get; init; }

    /// <summary>The tokens of <see cref="Text"/>; empty where they are not known.</summary>
    public IReadOnlyList<int> TokenIds { get; init; } = [];

    /// <summary>One for each token, natural logarithm; empty where they are not known.</summary>
    public IReadOnlyList<float> LogProbabilities { get; init; } = [];

    /// <summary>Ids of the nodes grown from this one, in order of creation.</summary>
    public ImmutableArray<int> Children { get; init; } = [];

    /// <summary>The search has decided for it: it is, or was, in the beam.</summary>
    public bool IsCommitted { get; init; }

    /// <summary>The search has decided against it.</summary>
    public bool IsPruned { get; init; }

    /// <summary>Nothing can be grown from it: its text has ended, or the generator gave nothing.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The node's random number; 0 for the root.</summary>
    public double Gumbel { get; init; }

    /// <summary>What the evaluator gave the text up to here, as a logit; −∞ until it has.</summary>
    public double Score { get; init; } = double.NegativeInfinity;

    /// <summary>Score over temperature and steering; once grown, the log of its children's summed weights and steering.</summary>
    public double Logit { get; init; } = double.NegativeInfinity;

    /// <summary>A person's say, added to the logit.</summary>
    public double Steering { get; init; }

    /// <summary>Log-probability of the path from the root, as of the last round that ended.</summary>
    public double Phi { get; init; }

    /// <summary>The path's Gumbel given its parent's (Kool, van Hoof and Welling, "Stochastic Beams and Where to Find Them", 2019).</summary>
    public double GumbelPhi { get; init; }

    /// <summary>The score of each principle, where the evaluator has several.</summary>
    public IReadOnlyList<PrincipleScore> Principles { get; init; } = [];

    public bool IsLeaf => Children.IsEmpty;
}
