using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Library.Constitutions;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What texts are judged by.</summary>
/// <param name="UsesConstitution">By <paramref name="Constitution"/> instead of <paramref name="Question"/>.</param>
/// <param name="Question">In words, or a whole template.</param>
/// <param name="Constitution">The whole text, also where it is a saved one's: nothing else is needed to judge by it again.</param>
/// <param name="Reference">The saved version the text is; null for one written in the cell.</param>
/// <param name="Combination">How the answers to several questions become one score.</param>
public sealed record JudgingCriteria(bool UsesConstitution, string Question, string Constitution, ConstitutionReference? Reference, ScoreCombination Combination)
{
    public static JudgingCriteria Default { get; } = new(false, EvaluationTemplate.DefaultQuestion, "", null, ScoreCombination.SoftMin);

    /// <summary>The question, or the constitution.</summary>
    public string Text => UsesConstitution ? Constitution : Question;

    /// <summary>For people: “read like a story?”, or quiet, v4.</summary>
    public string Label => !UsesConstitution ? $"“{Question}”" : Reference?.ToString() ?? "a constitution";

    /// <exception cref="UserFacingException">It cannot be read; names the line at fault.</exception>
    public Constitution Read() => UsesConstitution
        ? MiniHF.Engine.Evaluation.Constitution.Parse(Constitution)
        : MiniHF.Engine.Evaluation.Constitution.FromQuestion(Question);
}
