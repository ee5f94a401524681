using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Teaches an evaluator to answer. Encoded, and measured, as it is asked in use.</summary>
internal sealed class AnswerRunner : SequenceRunner
{
    private readonly AnswerTokens _answers;
    private int _asked;
    private int _right;

    private AnswerRunner(TrainingJob job, TrainingModel model, SequenceData data, AnswerTokens answers)
        : base(job, model, data)
    {
        _answers = answers;
    }

    public static AnswerRunner Create(TrainingJob job, EvaluatorSftRecipe recipe, TrainingModel model, CancellationToken ct)
    {
        SequenceEncoder encoder = new(model.Tokenizer, ContextOf(recipe, model), model.EndOfText, recipe.Suffix);
        SequenceData data = SequenceData.Read(job, Encode, items => [.. items], 0, recipe.Examples, ct);
        return new AnswerRunner(job, model, data, AnswerTokens.Find(model.Tokenizer, recipe.Suffix));

        TrainingSequence[] Encode(DataItem item) => item switch
        {
            ExampleItem example => [encoder.Answer(example)],
            RatedItem rated => [encoder.Answer(TemplateOf(rated), rated.Prompt, rated.Response, rated.IsGood ? "Yes" : "No", rated.EventIds)],
            _ => [],
        };
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        (_asked, _right) = (0, 0);
        base.Evaluate(step, metrics, ct);
    }

    protected override Action<int, Tensor> Looker(TrainingBatch batch) => (start, logits) =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor probabilities = logits.softmax(-1);
        int row = 0;
        for (int i = 0; i < batch.Sequences.Count; row += batch.TargetCounts[i], i++)
        {
            if (row < start || row >= start + logits.size(0))
            {
                continue;
            }

            ReadOnlySpan<float> next = probabilities[row - start].contiguous().data<float>();
            int answer = batch.Sequences[i].Ids[batch.Sequences[i].FirstTarget];
            bool isYes = _answers.Yes.Contains(answer);
            if (isYes || _answers.No.Contains(answer))
            {
                _asked++;
                _right += YesNoScore.Logit(Sum(next, _answers.Yes), Sum(next, _answers.No)) > 0 == isYes ? 1 : 0;
            }
        }
    };

    protected override void Measured(double loss, IDictionary<string, double> metrics)
    {
        if (_asked > 0)
        {
            metrics[MetricNames.EvaluationAccuracy] = _right / (double)_asked;
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
