using System.Globalization;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Next-token loss over texts or examples: pretraining and both kinds of supervised tuning.</summary>
internal abstract class SequenceRunner : RecipeRunner
{
    private readonly SequenceData _data;
    private readonly DataOrder _order;

    protected SequenceRunner(TrainingJob job, TrainingModel model, TrainingGroup group, SequenceData data)
    {
        Recipe = job.Recipe;
        Model = model;
        Group = group;
        _data = data;
        _order = new DataOrder(data.Rows.Count, job.Recipe.Seed);
        int perStep = job.Recipe.BatchSize * job.Recipe.AccumulationSteps;
        group.CheckShare(perStep);
        Steps = job.Recipe.Steps ?? (int)Math.Clamp(Math.Ceiling(job.Recipe.Epochs * data.Rows.Count / perStep), 1, int.MaxValue);
    }

    public override int Steps { get; }

    public override DataManifest Manifest => _data.Manifest;

    public override string BestMetric => MetricNames.EvaluationLoss;

    public override bool IsMoreBetter => false;

    protected TrainingRecipe Recipe { get; }

    protected TrainingModel Model { get; }

    protected TrainingGroup Group { get; }

    protected IReadOnlyList<TrainingSequence[]> HeldOut => _data.HeldOut;

    /// <summary>What looks at the model are taken on: held out where anything is.</summary>
    protected IReadOnlyList<TrainingSequence[]> Looked => HeldOut.Count > 0 ? HeldOut : _data.Rows;

    public override long Backward(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        int count = Recipe.BatchSize * Recipe.AccumulationSteps;
        TrainingSequence[][] rows = [.. Enumerable.Range(0, count).Select(place => _data.Rows[_order.At(((long)(step - 1) * count) + place)])];
        double targets = rows.Sum(row => row.Sum(sequence => (double)sequence.TargetCount));
        double loss = 0;
        foreach (int[] part in Enumerable.Range(0, count).Take(Group.Share(count)).Chunk(Recipe.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            TrainingBatch batch = new([.. part.SelectMany(place => rows[place])], Model.ContextLength);
            using Generator? dropout = Dropout.For(Recipe, step, part[0]);

            // Divided by the targets of the whole step: parts, here or in other processes, give what one large batch would.
            loss += Model.Backward(batch, logProbabilities => logProbabilities.sum() / -targets, dropout);
        }

        metrics[MetricNames.Loss] = Group.Sum(loss)[0];
        metrics[MetricNames.Epoch] = (double)step * count / _data.Rows.Count;
        return rows.Sum(row => row.Sum(sequence => (long)sequence.Ids.Length));
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        if (HeldOut.Count == 0)
        {
            return;
        }

        double sum = 0;
        long targets = 0;
        foreach (TrainingSequence[][] rows in HeldOut.Take(Group.Share(HeldOut.Count)).Chunk(Recipe.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            TrainingBatch batch = new([.. rows.SelectMany(row => row)], Model.ContextLength);
            sum -= Model.LogProbabilities(batch, isTuned: true, Looker(batch)).sum().item<float>();
            targets += batch.TargetCount;
        }

        double[] sums = Group.Sum(sum, targets);
        metrics[MetricNames.EvaluationLoss] = sums[0] / sums[1];
        Measured(sums[0], metrics);
    }

    /// <summary>Sees the logits of held-out targets on the way; null where nobody looks.</summary>
    protected virtual Action<int, Tensor>? Looker(TrainingBatch batch) => null;

    /// <summary>Adds what else the held-out pass told.</summary>
    /// <param name="loss">The sum over all targets, in nats.</param>
    protected virtual void Measured(double loss, IDictionary<string, double> metrics)
    {
    }

    /// <summary>The context a recipe works with: its own, within the model's.</summary>
    protected static int ContextOf(TrainingRecipe recipe, TrainingModel model) => Math.Min(recipe.ContextLength, model.ContextLength);

    /// <summary>The template that a rated item is asked with.</summary>
    /// <exception cref="UserFacingException">It does not show the response.</exception>
    protected static EvaluationTemplate TemplateOf(RatedItem item)
    {
        EvaluationTemplate template = item.Question is { Length: > 0 } question
            ? EvaluationTemplate.FromQuestion(question)
            : EvaluationTemplate.FromQuestion(EvaluationTemplate.DefaultQuestion);
        return template.Count(TemplateSlot.Response) + template.Count(TemplateSlot.Text) > 0
            ? template
            : throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture, $"The question \"{item.Question}\" has no {{response}}: an evaluator cannot learn to judge what it does not see."));
    }
}
