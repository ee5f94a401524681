using System.Text.Json.Serialization;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Weave.Replay;

/// <summary>A node of a finished or running search, under the original's names.</summary>
public sealed record WeaveNodeJson
{
    public int Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Parent { get; init; }

    public int Depth { get; init; }

    public string Text { get; init; } = "";

    public double Score { get; init; }

    public double Logit { get; init; }

    public double Gumbel { get; init; }

    public double Phi { get; init; }

    [JsonPropertyName("g_phi")]
    public double GumbelPhi { get; init; }

    public bool Committed { get; init; }

    public bool Pruned { get; init; }

    public double? Steering { get; init; }

    public IReadOnlyList<int>? TokenIds { get; init; }

    public IReadOnlyList<PrincipleScore>? Principles { get; init; }

    public static WeaveNodeJson From(WeaveNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new WeaveNodeJson
        {
            Id = node.Id,
            Parent = node.ParentId,
            Depth = node.Depth,
            Text = node.Text,
            Score = node.Score,
            Logit = node.Logit,
            Gumbel = node.Gumbel,
            Phi = node.Phi,
            GumbelPhi = node.GumbelPhi,
            Committed = node.IsCommitted,
            Pruned = node.IsPruned,
            Steering = node.Steering == 0 ? null : node.Steering,
            TokenIds = node.TokenIds.Count == 0 ? null : node.TokenIds,
            Principles = node.Principles.Count == 0 ? null : node.Principles,
        };
    }

    /// <summary>The largest difference between the numbers of two nodes; ∞ where they differ in anything else.</summary>
    internal double DistanceFrom(WeaveNodeJson other)
    {
        if (Id != other.Id || Parent != other.Parent || Depth != other.Depth || Text != other.Text || Committed != other.Committed || Pruned != other.Pruned)
        {
            return double.PositiveInfinity;
        }

        (double, double)[] numbers = [(Score, other.Score), (Logit, other.Logit), (Gumbel, other.Gumbel), (Phi, other.Phi), (GumbelPhi, other.GumbelPhi)];
        return numbers.Max(pair => pair.Item1.Equals(pair.Item2) ? 0 : double.IsFinite(pair.Item1 - pair.Item2) ? Math.Abs(pair.Item1 - pair.Item2) : double.PositiveInfinity);
    }
}
