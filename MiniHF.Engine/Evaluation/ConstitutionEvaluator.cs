using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Evaluation;

/// <summary>Asks every principle of a constitution about a text, and combines the answers with their signs and weights.</summary>
public sealed class ConstitutionEvaluator : IEvaluator
{
    private readonly Constitution _constitution;
    private readonly ScoreCombination _combination;
    private readonly IQuestionAnswerer _answerer;

    public ConstitutionEvaluator(Constitution constitution, ScoreCombination combination, IQuestionAnswerer answerer)
    {
        ArgumentNullException.ThrowIfNull(constitution);
        ArgumentNullException.ThrowIfNull(answerer);
        if (combination == ScoreCombination.Bayes)
        {
            throw new ArgumentException($"{nameof(BayesianEvaluator)} does that.", nameof(combination));
        }

        _constitution = constitution;
        _combination = combination;
        _answerer = answerer;
    }

    /// <summary>The evaluator that combines as asked.</summary>
    public static IEvaluator Create(Constitution constitution, ScoreCombination combination, IQuestionAnswerer answerer) =>
        combination == ScoreCombination.Bayes
            ? new BayesianEvaluator(constitution, answerer)
            : new ConstitutionEvaluator(constitution, combination, answerer);

    public async Task<IReadOnlyList<Evaluation>> EvaluateAsync(IReadOnlyList<EvaluationCase> cases, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cases);

        // Questions of one case side by side: they share their beginning, which is computed once.
        Question[] questions =
        [
            .. from item in cases
               from principle in _constitution.Principles
               select new Question(principle.Template, item.Prompt, item.Response),
        ];
        IReadOnlyList<YesNoAnswer> answers = await _answerer.AnswerAsync(questions, ct).ConfigureAwait(false);
        return [.. answers.Chunk(_constitution.Principles.Count).Select(one => Combine(one) with { Cost = RequestCost.Sum(one.Select(answer => answer.Cost)) })];
    }

    private Evaluation Combine(YesNoAnswer[] answers)
    {
        PrincipleScore[] principles = [.. _constitution.Principles.Zip(answers, (principle, answer) => principle.ToScore(answer))];
        return CombinedScore.Of(principles, _combination);
    }
}
