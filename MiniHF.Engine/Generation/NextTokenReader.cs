using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

/// <summary>Reads a prompt to its end and keeps what the model would say next, as natural log-probabilities of all tokens.</summary>
internal sealed class NextTokenReader : IContinuationSink
{
    private readonly TaskCompletionSource<(float[] LogProbabilities, RequestCost Cost)> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private float[]? _logProbabilities;
    private RequestCost _cost;

    /// <summary>One log-probability a token of the vocabulary, NaN where the model gave no numbers; and what it took.</summary>
    /// <param name="adapter">What changes the model; null for nothing. The reader lets go of it.</param>
    public static async Task<(float[] LogProbabilities, RequestCost Cost)> ReadAsync(GenerationEngine engine, IReadOnlyList<int> prompt, AdapterLease? adapter, CancellationToken ct)
    {
        NextTokenReader reader = new();
        EngineRequest request = new()
        {
            PromptIds = prompt,
            Continuations = [],
            Sampling = SamplingOptions.Greedy,
            MaxTokens = 0,
            Adapter = adapter,
            Sink = reader,
        };
        await engine.SubmitAsync(request, ct).ConfigureAwait(false);
        return await reader._read.Task.ConfigureAwait(false);
    }

    public void Spend(in RequestCost cost) => _cost = cost;

    public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish) => true;

    public void End(int slot, FinishReason reason)
    {
    }

    public void Predict(ReadOnlySpan<float> logits)
    {
        float max = System.Numerics.Tensors.TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        double total = max + Math.Log(sum);
        float[] logProbabilities = new float[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            logProbabilities[i] = (float)(logits[i] - total);
        }

        _logProbabilities = logProbabilities;
    }

    public void Complete(Exception? error)
    {
        switch (error)
        {
            case OperationCanceledException cancelled:
                _read.TrySetCanceled(cancelled.CancellationToken);
                break;
            case not null:
                _read.TrySetException(error);
                break;
            default:
                // The engine completes a request without continuations only after its prediction.
                _read.TrySetResult((_logProbabilities!, _cost));
                break;
        }
    }
}
