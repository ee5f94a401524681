using System.Text.Json.Serialization;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Library.Constitutions;

namespace MiniHF.Workspace.Notebooks;

/// <summary>How a weave cell searches.</summary>
/// <param name="Model">Name of a model in the library, which writes, and judges unless another does; empty for the workspace's default.</param>
/// <param name="UsesConstitution">Judge by <paramref name="Constitution"/> instead of <paramref name="Question"/>.</param>
/// <param name="Question">In words, or a whole template.</param>
/// <param name="Seed">A fixed seed, or null to draw a fresh one each time.</param>
public sealed record SearchSettings(
    string Model,
    WeaveParameters Parameters,
    bool UsesConstitution,
    string Question,
    string Constitution,
    long? Seed)
{
    /// <summary>Name of the adapter the model writes with; empty for the model as it is.</summary>
    public string Adapter { get; init; } = "";

    /// <summary>
    /// Name of the adapter the model judges with, or <see cref="Library.ModelLibrary.NoJudge"/> for the model as it is; empty for the adapter that comes
    /// with the model, if one does.
    /// </summary>
    public string EvaluatorAdapter { get; init; } = "";

    /// <summary>Name of the model that judges; empty for the one that writes.</summary>
    public string Evaluator { get; init; } = "";

    /// <summary>The saved version that the constitution is; null for one written in the cell.</summary>
    public ConstitutionReference? Reference { get; init; }

    /// <summary>How the answers to several questions become one score.</summary>
    public ScoreCombination Combination { get; init; }

    public static SearchSettings Default { get; } = new("", WeaveParameters.Server, false, EvaluationTemplate.DefaultQuestion, "", null);

    /// <summary>What the texts are judged by, as it was given.</summary>
    public string Criteria => UsesConstitution ? Constitution : Question;

    /// <summary>The same as one value.</summary>
    [JsonIgnore]
    public JudgingCriteria JudgedBy => new(UsesConstitution, Question, Constitution, Reference, Combination);

    public SearchSettings With(JudgingCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return this with
        {
            UsesConstitution = criteria.UsesConstitution,
            Question = criteria.Question,
            Constitution = criteria.Constitution,
            Reference = criteria.Reference,
            Combination = criteria.Combination,
        };
    }

    /// <exception cref="UserFacingException">It cannot be read; names the line at fault.</exception>
    public Constitution ReadCriteria() => ReadCriteria(UsesConstitution, Criteria);

    internal static Constitution ReadCriteria(bool isConstitution, string criteria) =>
        isConstitution ? MiniHF.Engine.Evaluation.Constitution.Parse(criteria) : MiniHF.Engine.Evaluation.Constitution.FromQuestion(criteria);
}
