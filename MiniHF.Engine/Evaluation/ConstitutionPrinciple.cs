namespace MiniHF.Engine.Evaluation;

/// <summary>One question of a constitution.</summary>
/// <param name="Name">As written.</param>
/// <param name="Weight">Its share among the others; 0 asks and does not count.</param>
/// <param name="WantsYes">Whether "yes" is the wanted answer.</param>
/// <param name="Body">Its wording as written, slots and all.</param>
/// <param name="Line">Line of its header in the text, from 1.</param>
public sealed record ConstitutionPrinciple(string Name, double Weight, bool WantsYes, string Body, int Line)
{
    /// <summary>The question, with the constitution's preamble in its place.</summary>
    public required EvaluationTemplate Template { get; init; }

    /// <summary>+1 where "yes" is the wanted answer, −1 where "no" is.</summary>
    public int Sign => WantsYes ? 1 : -1;

    /// <summary>What the answer to it means.</summary>
    public PrincipleScore ToScore(YesNoAnswer answer) => new(Name, answer.Logit, Sign, Weight) { Yes = answer.Yes, No = answer.No };
}
