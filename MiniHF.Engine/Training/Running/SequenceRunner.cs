using System.Globalization;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>Next-token loss over texts or examples: pretraining and both kinds of supervised tuning.</summary>
internal abstract class SequenceRunner : RecipeRunner
{
    private readonly SequenceData _data;
    private readonly DataOrder _order;

    protected SequenceRunner(TrainingJob job, TrainingModel model, SequenceData data)
    {
        Recipe = job.Recipe;
        Model = model;
        _data = data;
        _order = new DataOrder(data.Rows.Count, job.Recipe.Seed);
        int perStep = job.Recipe.BatchSize * job.Recipe.AccumulationSteps;
        Steps = job.Recipe.Steps ?? (int)Math.Clamp(Math.Ceiling(job.Recipe.Epochs * data.Rows.Count / perStep), 1, int.MaxValue);
    }

    public override int Steps { get; }

    public override DataManifest Manifest => _data.Manifest;

    public override string BestMetric => MetricNames.EvaluationLoss;

    public override bool IsMoreBetter => false;

    protected TrainingRecipe Recipe { get; }

    protected TrainingModel Model { get; }

    protected IReadOnlyList<TrainingSequence[]> HeldOut => _data.HeldOut;

    /// <summary>What looks at the model are taken on: held out where anything is.</summary>
    protected IReadOnlyList<TrainingSequence[]> Looked => HeldOut.Count > 0 ? HeldOut : _data.Rows;

    public override long Backward(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        TrainingBatch[] batches = [.. Enumerable.Range(0, Recipe.AccumulationSteps).Select(part => Batch(step, part))];
        double targets = batches.Sum(batch => batch.TargetCount);
        double loss = 0;
        for (int part = 0; part < batches.Length; part++)
        {
            ct.ThrowIfCancellationRequested();
            using Generator? dropout = Dropout.For(Recipe, step, part);

            // Divided by the targets of the whole step: accumulating gives what one large batch would.
            loss += Model.Backward(batches[part], logProbabilities => logProbabilities.sum() / -targets, dropout);
        }

        metrics[MetricNames.Loss] = loss;
        metrics[MetricNames.Epoch] = (double)step * Recipe.BatchSize * Recipe.AccumulationSteps / _data.Rows.Count;
        return batches.Sum(batch => (long)batch.TokenCount);
    }

    public override void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct)
    {
        if (HeldOut.Count == 0)
        {
            return;
        }

        double sum = 0;
        long targets = 0;
        foreach (TrainingSequence[][] rows in HeldOut.Chunk(Recipe.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            TrainingBatch batch = new([.. rows.SelectMany(row => row)], Model.ContextLength);
            sum -= Model.LogProbabilities(batch, isTuned: true, Looker(batch)).sum().item<float>();
            targets += batch.TargetCount;
        }

        metrics[MetricNames.EvaluationLoss] = sum / targets;
        Measured(sum, metrics);
    }

    /// <summary>Sees the logits of held-out targets on the way; null where nobody looks.</summary>
    protected virtual Action<int, Tensor>? Looker(TrainingBatch batch) => null;

    /// <summary>Adds what else the held-out pass told.</summary>
    /// <param name="loss">The sum over all targets, in nats.</param>
    protected virtual void Measured(double loss, IDictionary<string, double> metrics)
    {
    }

    private TrainingBatch Batch(int step, int part)
    {
        long first = (((long)(step - 1) * Recipe.AccumulationSteps) + part) * Recipe.BatchSize;
        return new TrainingBatch([.. Enumerable.Range(0, Recipe.BatchSize).SelectMany(row => _data.Rows[_order.At(first + row)])], Model.ContextLength);
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
