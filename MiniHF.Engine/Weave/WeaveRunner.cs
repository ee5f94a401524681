using System.Runtime.CompilerServices;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Weave;

/// <summary>
/// Runs searches: asks a model for texts and an evaluator for scores, and hands out what happened. Whoever reads decides the
/// pace: a search is paused by not asking for the next event, and resumed from its stored ones.
/// </summary>
public sealed class WeaveRunner
{
    private readonly IBranchWriter _writer;
    private readonly IEvaluator _evaluator;
    private RequestCost _evaluations;

    public WeaveRunner(IBranchWriter writer, IEvaluator evaluator)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(evaluator);
        _writer = writer;
        _evaluator = evaluator;
    }

    /// <summary>What its texts and scores took of the models until now: of this search alone, whatever else they do.</summary>
    public RequestCost Cost => _writer.Cost + _evaluations;

    /// <summary>The events from the search's present state to its end, each as it happens.</summary>
    /// <param name="search">Fresh, or folded from the events it has already.</param>
    /// <exception cref="UserFacingException">The prompt cannot be judged, or the generator cannot continue it; names the reason.</exception>
    public async IAsyncEnumerable<WeaveEvent> RunAsync(WeaveSearch search, WeaveControls? controls, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(search);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (controls?.TryTake(search, out WeaveEvent? happened) != true)
            {
                if (search.Next() is not WeaveStep step)
                {
                    yield break;
                }

                happened = step switch
                {
                    Decided decided => decided.Event,
                    ExpandNode expand => await ExpandAsync(search, expand, ct).ConfigureAwait(false),
                    _ => await ScoreRootAsync(search, ct).ConfigureAwait(false),
                };
            }

            search = search.Apply(happened!); // one of the two ways gave it
            yield return happened!;
        }
    }

    private async Task<RootScored> ScoreRootAsync(WeaveSearch search, CancellationToken ct)
    {
        IReadOnlyList<Evaluation.Evaluation> evaluations = await _evaluator.EvaluateAsync([new EvaluationCase(search.Prompt, "")], ct).ConfigureAwait(false);
        _evaluations += evaluations[0].Cost;
        return evaluations[0].Failure is string failure
            ? throw new UserFacingException($"The evaluator cannot judge the prompt. {failure}")
            : new RootScored(evaluations[0].Score) { Principles = evaluations[0].Principles };
    }

    private async Task<NodeExpanded> ExpandAsync(WeaveSearch search, ExpandNode step, CancellationToken ct)
    {
        IReadOnlyList<BranchText> written = await _writer.WriteAsync(search, step, ct).ConfigureAwait(false);
        BranchText[] texts = [.. written.Take(step.Count)];
        string before = search.BranchText(step.NodeId);
        IReadOnlyList<Evaluation.Evaluation> evaluations = texts.Length == 0 ? [] : await _evaluator.EvaluateAsync(
            [.. texts.Select(text => new EvaluationCase(search.Prompt, before + text.Text))], ct).ConfigureAwait(false);

        _evaluations += RequestCost.Sum(evaluations.Select(evaluation => evaluation.Cost));
        List<WeaveChild> children = [];
        List<string> discarded = [];
        foreach ((BranchText text, Evaluation.Evaluation evaluation) in texts.Zip(evaluations))
        {
            if ((evaluation.Failure ?? FindFault(evaluation.Score)) is string failure)
            {
                discarded.Add(failure);
                continue;
            }

            children.Add(new WeaveChild(text.Text, evaluation.Score, GumbelStream.Draw(search.Seed, search.Nodes.Length + children.Count))
            {
                TokenIds = text.TokenIds,
                LogProbabilities = text.LogProbabilities,
                Principles = evaluation.Principles,
                EndsText = text.EndsText,
            });
        }

        return new NodeExpanded(step.NodeId, children) { Discarded = discarded };
    }

    private static string? FindFault(double score) => double.IsFinite(score) ? null : "The evaluator's score is not a finite number.";
}
