using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// The first principle is the question that matters. The others are asked twice, as if it had been answered the wanted way and
/// the other way: how differently they come out is evidence. The score is the log-odds of the posterior (<see cref="BayesianRule"/>);
/// the logits kept of the others are those after the wanted answer.
/// </summary>
public sealed class BayesianEvaluator : IEvaluator
{
    private readonly Constitution _constitution;
    private readonly IQuestionAnswerer _answerer;
    private readonly EvaluationTemplate[] _templates;

    /// <exception cref="UserFacingException">A principle after the first does not show the main question.</exception>
    public BayesianEvaluator(Constitution constitution, IQuestionAnswerer answerer)
    {
        ArgumentNullException.ThrowIfNull(constitution);
        ArgumentNullException.ThrowIfNull(answerer);
        _constitution = constitution;
        _answerer = answerer;

        ConstitutionPrinciple main = constitution.Principles[0];
        EvaluationTemplate question = EvaluationTemplate.Parse(main.Body).Fill(TemplateSlot.Preamble, "").Trim();
        List<EvaluationTemplate> templates = [main.Template];
        foreach (ConstitutionPrinciple principle in constitution.Principles.Skip(1))
        {
            if (principle.Template.Count(TemplateSlot.ParentQuestion) == 0)
            {
                throw new UserFacingException(
                    $"The principle \"{principle.Name}\" (line {principle.Line}) lacks {{parent_q}}: a Bayesian evaluation asks it after \"{main.Name}\" was answered, once with Yes and once with No.");
            }

            templates.Add(principle.Template.Fill(TemplateSlot.ParentQuestion, question.Append(main.WantsYes ? " Yes." : " No.")));
            templates.Add(principle.Template.Fill(TemplateSlot.ParentQuestion, question.Append(main.WantsYes ? " No." : " Yes.")));
        }

        _templates = [.. templates];
    }

    public async Task<IReadOnlyList<Evaluation>> EvaluateAsync(IReadOnlyList<EvaluationCase> cases, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cases);
        Question[] questions = [.. from item in cases from template in _templates select new Question(template, item.Prompt, item.Response)];
        IReadOnlyList<YesNoAnswer> answers = await _answerer.AnswerAsync(questions, ct).ConfigureAwait(false);
        return [.. answers.Chunk(_templates.Length).Select(one => Combine(one) with { Cost = RequestCost.Sum(one.Select(answer => answer.Cost)) })];
    }

    private Evaluation Combine(YesNoAnswer[] answers)
    {
        IReadOnlyList<ConstitutionPrinciple> principles = _constitution.Principles;
        List<PrincipleScore> scores = [principles[0].ToScore(answers[0])];
        List<Evidence> evidence = [];
        for (int i = 1; i < principles.Count; i++)
        {
            PrincipleScore ifWanted = principles[i].ToScore(answers[(2 * i) - 1]);
            PrincipleScore ifNot = principles[i].ToScore(answers[2 * i]);
            scores.Add(ifWanted);
            evidence.Add(new Evidence(ifWanted.Score, ifNot.Score, principles[i].Weight));
        }

        foreach (YesNoAnswer answer in answers)
        {
            if (YesNoScore.FindFault(answer.Yes, answer.No) is string fault)
            {
                return Evaluation.Failed($"In the Bayesian evaluation of \"{principles[0].Name}\", {fault}.", scores);
            }
        }

        return new Evaluation(BayesianRule.PosteriorLogit(scores[0].Score, evidence), scores);
    }
}
