namespace MiniHF.Engine.Generation;

/// <summary>A request in the engine: first its prompt is computed, then its continuations grow as there is room for them.</summary>
internal sealed class LiveRequest : IDisposable
{
    private readonly List<LiveSequence> _sequences = [];
    private KeyValuePath? _prompt;
    private float[]? _firstLogits;
    private SeenTokens? _seen;
    private int _nextSlot;

    public LiveRequest(EngineRequest request, CancellationToken cancellation)
    {
        Request = request;
        Cancellation = cancellation;
    }

    public EngineRequest Request { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Continuations growing now.</summary>
    public IReadOnlyList<LiveSequence> Sequences => _sequences;

    /// <summary>Tokens of the prompt that were not computed yet.</summary>
    public int PromptLeft => Request.PromptIds.Count - (_prompt?.Length ?? 0);

    public bool IsPromptComputed => _firstLogits is not null;

    /// <summary>Whether continuations are waiting for room.</summary>
    public bool HasWaiting => _nextSlot < Request.Continuations.Count;

    public bool IsDone => !HasWaiting && _sequences.Count == 0;

    /// <summary>The prompt's next tokens, as a part of a step.</summary>
    public (CachedSpan Span, IEnumerable<int> Ids) NextOfPrompt(KeyValueLayout layout, int most)
    {
        if (_prompt is null)
        {
            _prompt = new KeyValuePath(layout);
            _prompt.Reserve(Request.PromptIds.Count, Request.PromptIds.Count);
        }

        int count = Math.Min(most, PromptLeft);
        return (new CachedSpan(_prompt, count), Request.PromptIds.Skip(_prompt.Length).Take(count));
    }

    /// <summary>The last of the prompt was computed: these logits begin every continuation.</summary>
    public void SetFirstLogits(ReadOnlySpan<float> logits)
    {
        _firstLogits = logits.ToArray();
        if (Request.Sampling.RepetitionPenalty != 1)
        {
            _seen = new SeenTokens(logits.Length, Request.PromptIds);
        }
    }

    /// <summary>Begins the next waiting continuation. The prompt's keys and values are shared, never copied.</summary>
    /// <param name="logits">What its first token is drawn from, unless it is resumed.</param>
    public LiveSequence Begin(out ReadOnlySpan<float> logits)
    {
        // Callers ask HasWaiting and IsPromptComputed first: all of these are there until the last continuation has begun.
        LiveSequence sequence = new(this, _nextSlot, _prompt!.Fork(), _seen?.Copy());
        logits = _firstLogits;
        _sequences.Add(sequence);
        _nextSlot++;
        if (!HasWaiting)
        {
            _prompt.Dispose();
            _prompt = null;
        }

        return sequence;
    }

    public void End(LiveSequence sequence)
    {
        _sequences.Remove(sequence);
        sequence.Dispose();
    }

    public void Dispose()
    {
        _prompt?.Dispose();
        _prompt = null;
        _nextSlot = Request.Continuations.Count;
        foreach (LiveSequence sequence in _sequences)
        {
            sequence.Dispose();
        }

        _sequences.Clear();
    }
}
