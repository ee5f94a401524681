using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Training;

/// <summary>
/// Draws texts from a model while it is tuned, and asks an evaluator about them, with the engine that serves: all texts of a step
/// grow together, prompts and the wording of questions are computed once. Calls wait for their results, so that nothing
/// is drawn while weights change.
/// </summary>
internal sealed class ModelSampler : IQuestionAnswerer, IDisposable
{
    private readonly TrainingModel _model;
    private readonly GenerationEngine _engine;
    private readonly LoraAdapter? _evaluator;
    private readonly EvaluationPrompt _questions;
    private readonly Lazy<AnswerTokens> _answers;

    /// <param name="evaluator">Directory of the adapter that judges; null for the base itself.</param>
    public ModelSampler(TrainingModel model, TrainingJob job, string? evaluator, string suffix = EvaluationPrompt.DefaultSuffix)
    {
        _model = model;
        _answers = new Lazy<AnswerTokens>(() => AnswerTokens.Find(model.Tokenizer, suffix));
        _questions = new EvaluationPrompt(model.Tokenizer, model.ContextLength, suffix);
        _evaluator = evaluator is null ? null : LoraAdapter.Load(evaluator, model.Model);
        _engine = new GenerationEngine(model.Model, job.Engine with { Threads = model.Threads });
    }

    /// <summary>Draws texts.</summary>
    /// <param name="prompts">As tokens.</param>
    /// <param name="count">Texts of each prompt.</param>
    /// <param name="seeds">One for each prompt.</param>
    /// <returns>The texts of the first prompt, then of the second, and so on.</returns>
    public IReadOnlyList<DrawnText> Draw(
        IReadOnlyList<int[]> prompts, int count, int length, double temperature, bool mayEnd, IReadOnlyList<long> seeds, CancellationToken ct)
    {
        _model.Adapter?.RefreshId();
        CollectingSink[] sinks = [.. prompts.Select(prompt => new CollectingSink(prompt, count))];
        for (int i = 0; i < prompts.Count; i++)
        {
            EngineRequest request = new()
            {
                PromptIds = prompts[i],
                Continuations = [.. Enumerable.Range(0, count).Select(index => new EngineContinuation(index, []))],
                Sampling = new SamplingOptions(temperature, TopK: 0, RepetitionPenalty: 1),
                MaxTokens = length,
                MinTokens = mayEnd ? 1 : length,
                Seed = seeds[i],
                Adapter = _model.Adapter is { } adapter ? AdapterLease.Of(adapter) : null,
                Sink = sinks[i],
            };
            _engine.SubmitAsync(request, ct).GetAwaiter().GetResult();
        }

        return [.. sinks.SelectMany(sink => sink.Texts())];
    }

    public async Task<IReadOnlyList<YesNoAnswer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken ct)
    {
        int[][] prompts = [.. questions.Select(_questions.Encode)];
        (float[] Next, RequestCost Cost)[] read = await Task.WhenAll(prompts.Select(prompt =>
            NextTokenReader.ReadAsync(_engine, prompt, _evaluator is null ? null : AdapterLease.Of(_evaluator), ct))).ConfigureAwait(false);
        return [.. read.Select(answer => new YesNoAnswer(Sum(answer.Next, _answers.Value.Yes), Sum(answer.Next, _answers.Value.No)))];
    }

    private static double Sum(float[] logProbabilities, IReadOnlyList<int> ids) => ids.Sum(id => Math.Exp(logProbabilities[id]));

    public void Dispose()
    {
        _engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _evaluator?.Dispose();
    }

    /// <summary>Keeps what is drawn until all of it is there.</summary>
    private sealed class CollectingSink(int[] prompt, int count) : IContinuationSink
    {
        private readonly List<int>[] _ids = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        private readonly List<double>[] _logProbabilities = [.. Enumerable.Range(0, count).Select(_ => new List<double>())];
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish)
        {
            _ids[slot].Add(drawn.TokenId);
            _logProbabilities[slot].Add(drawn.LogProbability);
            return false;
        }

        public void End(int slot, FinishReason reason)
        {
        }

        public void Complete(Exception? error)
        {
            if (error is null)
            {
                _done.TrySetResult();
            }
            else
            {
                _done.TrySetException(error);
            }
        }

        public IEnumerable<DrawnText> Texts()
        {
            _done.Task.GetAwaiter().GetResult();
            return _ids.Zip(_logProbabilities, (ids, logProbabilities) => new DrawnText(prompt, [.. ids], [.. logProbabilities]));
        }
    }
}
