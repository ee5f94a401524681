using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Evaluation;

/// <summary>
/// Asks an evaluator questions whose answers are known, as it is asked in use, and counts by wording what it got right: what a
/// judge is good for differs more from question to question than from judge to judge.
/// </summary>
public static class EvaluatorExam
{
    /// <summary>Questions asked together.</summary>
    private const int Together = 32;

    private static readonly EvaluationTemplate s_whole = EvaluationTemplate.Parse("{text}");

    /// <param name="items">Examples that end with their question, and rated items. Others are counted as unusable.</param>
    /// <param name="told">Told after every few questions how many were asked.</param>
    /// <exception cref="UserFacingException">None of the items can be asked.</exception>
    public static async Task<ExamResult> RunAsync(IQuestionAnswerer evaluator, IEnumerable<DataItem> items, Action<int, int>? told, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(items);
        DataItem[] all = [.. items];
        Asked[] questions = [.. all.Select(Read).OfType<Asked>()];
        if (questions.Length == 0)
        {
            throw new UserFacingException("There is no question here with yes or no for an answer: examples need inputs that end with a question and targets, rated items a verdict.");
        }

        Dictionary<string, ExamTally> tallies = new(StringComparer.Ordinal);
        int done = 0;
        foreach (Asked[] some in questions.Chunk(Together))
        {
            IReadOnlyList<YesNoAnswer> answers = await evaluator.AnswerAsync([.. some.Select(asked => asked.Question)], ct).ConfigureAwait(false);
            foreach ((Asked asked, YesNoAnswer answer) in some.Zip(answers))
            {
                bool saidYes = answer.Logit > 0;
                tallies[asked.Wording] = tallies.GetValueOrDefault(asked.Wording)
                    + new ExamTally(1, saidYes == asked.IsYes && double.IsFinite(answer.Logit) ? 1 : 0, asked.IsYes ? 1 : 0, saidYes ? 1 : 0);
            }

            done += some.Length;
            told?.Invoke(done, questions.Length);
        }

        return new ExamResult(
            [.. tallies.OrderByDescending(tally => tally.Value.Asked).ThenBy(tally => tally.Key, StringComparer.Ordinal)], all.Length - questions.Length);
    }

    private static Asked? Read(DataItem item) => item switch
    {
        ExampleItem example when Answer(example.Targets) is bool isYes => new Asked(new Question(s_whole, example.Inputs, ""), LastLine(example.Inputs), isYes),
        RatedItem rated => new Asked(
            new Question(EvaluationTemplate.FromQuestion(WordingOf(rated)), rated.Prompt, rated.Response), WordingOf(rated), rated.IsGood),
        _ => null,
    };

    private static string WordingOf(RatedItem rated) => rated.Question is { Length: > 0 } question ? question : EvaluationTemplate.DefaultQuestion;

    private static bool? Answer(string targets) => targets.AsSpan().Trim().ToString().ToUpperInvariant() switch
    {
        "YES" => true,
        "NO" => false,
        _ => null,
    };

    private static string LastLine(string inputs)
    {
        ReadOnlySpan<char> text = inputs.AsSpan().TrimEnd();
        return text[(text.LastIndexOf('\n') + 1)..].ToString();
    }

    private sealed record Asked(Question Question, string Wording, bool IsYes);
}
