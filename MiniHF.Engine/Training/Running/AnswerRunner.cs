using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Teaches an evaluator to answer. Encoded, and measured, as it is asked in use.</summary>
internal sealed class AnswerRunner : SequenceRunner
{
    private const int Shown = 6;

    private readonly AnswerTokens _answers;
    private readonly string _suffix;
    private int _asked;
    private int _right;

    private AnswerRunner(TrainingJob job, TrainingModel model, TrainingGroup group, SequenceData data, AnswerTokens answers, string suffix)
        : base(job, model, group, data)
    {
        _answers = answers;
        _suffix = suffix;
    }

    public static AnswerRunner Create(TrainingJob job, EvaluatorSftRecipe recipe, TrainingModel model, TrainingGroup group, CancellationToken ct)
    {
        SequenceEncoder encoder = new(model.Tokenizer, ContextOf(recipe, model), model.EndOfText, recipe.Suffix);
        SequenceData data = SequenceData.Read(
            job, "texts that somebody rated, and from examples with inputs and targets", Encode, items => [.. items], 0, recipe.Examples, ct);
        return new AnswerRunner(job, model, group, data, AnswerTokens.Find(model.Tokenizer, recipe.Suffix), recipe.Suffix);

        TrainingSequence[] Encode(DataItem item) => item switch
        {
            ExampleItem example => [encoder.Answer(example)],
            RatedItem rated => [encoder.Answer(TemplateOf(rated), rated.Prompt, rated.Response, rated.IsGood ? "Yes" : "No", rated.EventIds) with
            {
                Asked = (rated.Prompt + rated.Response, rated.Question is { Length: > 0 } question ? question : EvaluationTemplate.DefaultQuestion),
            }],
            _ => [],
        };
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        (_asked, _right) = (0, 0);
        base.Evaluate(step, metrics, ct);
    }

    /// <summary>The same questions at every look, each with what it should be answered and what it is.</summary>
    public override IReadOnlyList<TrainingSample> Sample(int step, CancellationToken ct)
    {
        TrainingSequence[] questions = [.. Looked.SelectMany(row => row).Where(sequence => IsYes(sequence) is not null).Take(Shown)];
        if (questions.Length == 0)
        {
            return [];
        }

        ct.ThrowIfCancellationRequested();
        using DisposeScope scope = NewDisposeScope();
        TrainingBatch batch = new(questions, Model.ContextLength);
        double[] scores = new double[questions.Length];
        Model.LogProbabilities(batch, isTuned: true, (start, logits) => Read(batch, start, logits, (place, score) => scores[place] = score));
        return [.. questions.Select((question, place) => Shows(question, scores[place]))];
    }

    protected override Action<int, Tensor> Looker(TrainingBatch batch) => (start, logits) => Read(batch, start, logits, (place, score) =>
    {
        if (IsYes(batch.Sequences[place]) is { } isYes)
        {
            _asked++;
            _right += score > 0 == isYes ? 1 : 0;
        }
    });

    protected override void Measured(double loss, IDictionary<string, double> metrics)
    {
        double[] counts = Group.Sum(_asked, _right);
        if (counts[0] > 0)
        {
            metrics[MetricNames.EvaluationAccuracy] = counts[1] / counts[0];
        }
    }

    private bool? IsYes(TrainingSequence sequence)
    {
        int answer = sequence.Ids[sequence.FirstTarget];
        return _answers.Yes.Contains(answer) ? true : _answers.No.Contains(answer) ? false : null;
    }

    private TrainingSample Shows(TrainingSequence question, double score)
    {
        string verdict = $"{(score > 0 ? "Yes" : "No")} ({(score > 0 == IsYes(question) ? "right" : $"labelled {(IsYes(question) == true ? "yes" : "no")}")})";
        double? shown = double.IsFinite(score) ? score : null;
        if (question.Asked is { } asked)
        {
            return new TrainingSample(asked.Text, $"\n\n{(asked.Question.Contains('{', StringComparison.Ordinal) ? "" : $"Does it {asked.Question.TrimStart()} ")}{verdict}", shown, []);
        }

        string whole = Model.Tokenizer.Decode(question.Ids.AsSpan(0, question.FirstTarget), skipSpecialTokens: true);
        whole = whole.EndsWith(_suffix, StringComparison.Ordinal) ? whole[..^_suffix.Length] : whole;
        return new TrainingSample(whole.TrimEnd() + "\n", verdict, shown, []);
    }

    /// <summary>Finds, among the logits of some rows, those that each text's answer is read from.</summary>
    private void Read(TrainingBatch batch, int start, Tensor logits, Action<int, double> take)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor probabilities = logits.softmax(-1);
        int row = 0;
        for (int i = 0; i < batch.Sequences.Count; row += batch.TargetCounts[i], i++)
        {
            if (row >= start && row < start + logits.size(0))
            {
                ReadOnlySpan<float> next = probabilities[row - start].to(float32).contiguous().data<float>();
                take(i, YesNoScore.Logit(Sum(next, _answers.Yes), Sum(next, _answers.No)));
            }
        }
    }

    private static double Sum(ReadOnlySpan<float> probabilities, IReadOnlyList<int> ids)
    {
        double sum = 0;
        foreach (int id in ids)
        {
            sum += probabilities[id];
        }

        return sum;
    }
}
