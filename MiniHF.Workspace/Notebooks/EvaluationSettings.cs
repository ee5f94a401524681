using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What an evaluate cell scores, and by what.</summary>
/// <param name="Model">Name of the evaluator in the library; empty for the workspace's default.</param>
/// <param name="Adapter">Name of an adapter on it, or <see cref="Library.ModelLibrary.NoJudge"/>; empty for the one that comes with it, if one does.</param>
/// <param name="Source">The write cell whose branches are scored; null for the one above.</param>
/// <param name="Branches">Where the target is what was chosen.</param>
/// <param name="Alone">Each branch's own text is judged, as a response to all before it; otherwise all the model's text up to its end.</param>
public sealed record EvaluationSettings(
    string Model,
    string Adapter,
    JudgingCriteria Criteria,
    EvaluationTarget Target,
    CellId? Source,
    IReadOnlyList<BranchId> Branches,
    bool Alone) : CellSettings
{
    public static EvaluationSettings Default { get; } = new("", "", JudgingCriteria.Default, EvaluationTarget.Continuations, null, [], false);

    public override void Check()
    {
        TextLimits.CheckText(Criteria.Question);
        TextLimits.CheckText(Criteria.Constitution);
        if (Branches.Count > EvaluationRules.MostTexts)
        {
            throw new UserFacingException($"An evaluation takes {EvaluationRules.MostTexts:N0} texts at most; choose fewer branches.");
        }
    }

    public bool Equals(EvaluationSettings? other) => other is not null
        && (Model, Adapter, Criteria, Target, Source, Alone) == (other.Model, other.Adapter, other.Criteria, other.Target, other.Source, other.Alone)
        && Branches.SequenceEqual(other.Branches);

    public override int GetHashCode() => HashCode.Combine(Model, Adapter, Criteria, Target, Source, Alone, Branches.Count);
}
