using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

/// <summary>A request in the engine: first its prompt is computed, then its continuations grow as there is room for them.</summary>
internal sealed class LiveRequest : IDisposable
{
    private readonly List<LiveSequence> _sequences = [];
    private readonly int[] _promptIds;
    private KeyValuePath? _prompt;
    private float[]? _firstLogits;
    private SeenTokens? _seen;
    private readonly TimeProvider _time;
    private readonly long _arrived;
    private int _nextSlot;

    public LiveRequest(EngineRequest request, TimeProvider time, CancellationToken cancellation)
    {
        _time = time;
        _arrived = time.GetTimestamp();
        Request = request;
        _promptIds = [.. request.PromptIds];
        Cancellation = cancellation;
        PrefixKey = request.Adapter?.Adapter.Id ?? "";
    }

    public EngineRequest Request { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Continuations growing now.</summary>
    public IReadOnlyList<LiveSequence> Sequences => _sequences;

    public ReadOnlySpan<int> PromptIds => _promptIds;

    /// <summary>What it took until now.</summary>
    public RequestCost Cost { get; private set; }

    /// <summary>Continuations and prompts that wait for room.</summary>
    public int WaitingCount => IsPromptBegun ? Request.Continuations.Count - _nextSlot : 1;

    public LoraAdapter? Adapter => Request.Adapter?.Adapter;

    /// <summary>Under what its keys and values are kept: an adapter changes them, so only texts of the same one share any.</summary>
    public string PrefixKey { get; }

    /// <summary>Whether some of the prompt was computed, or taken from a text that begins alike.</summary>
    public bool IsPromptBegun => _prompt is not null || IsPromptComputed;

    /// <summary>Tokens of the prompt that were not computed yet.</summary>
    public int PromptLeft => Request.PromptIds.Count - (_prompt?.Length ?? 0);

    public bool IsPromptComputed => _firstLogits is not null;

    /// <summary>Whether continuations are waiting for room.</summary>
    public bool HasWaiting => _nextSlot < Request.Continuations.Count;

    public bool IsDone => !HasWaiting && _sequences.Count == 0;

    /// <summary>Begins the prompt with what is known of it.</summary>
    /// <param name="path">Empty, or the prompt's first tokens but never its last. The request owns it.</param>
    public void BeginPrompt(KeyValuePath path)
    {
        _prompt = path;
        _prompt.Reserve(PromptLeft, PromptLeft);
        Cost = Cost with { Reused = path.Length };
    }

    /// <summary>The prompt's next tokens, as a part of a step.</summary>
    public (CachedSpan Span, IEnumerable<int> Ids) NextOfPrompt(int most)
    {
        int count = Math.Min(most, PromptLeft);
        KeyValuePath path = _prompt!; // begun before it goes on
        return (new CachedSpan(path, count), new ArraySegment<int>(_promptIds, path.Length, count));
    }

    /// <summary>So many of its tokens went through the model.</summary>
    public void Computed(int count) => Cost = Cost with { Computed = Cost.Computed + count };

    /// <summary>A token of a continuation was drawn.</summary>
    public void Drawn()
    {
        if (Cost.FirstToken == TimeSpan.Zero)
        {
            Cost = Cost with { FirstToken = _time.GetElapsedTime(_arrived) };
        }
    }

    /// <summary>The last of the prompt was computed: these logits begin every continuation.</summary>
    public void SetFirstLogits(ReadOnlySpan<float> logits, PrefixCache prefixes)
    {
        prefixes.Keep(PrefixKey, _promptIds, _prompt!); // it was just computed
        _firstLogits = logits.ToArray();
        Cost = Cost with { Prompt = _time.GetElapsedTime(_arrived) };
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

    public void End(LiveSequence sequence, PrefixCache prefixes)
    {
        _sequences.Remove(sequence);
        int computed = sequence.Path.Length - _promptIds.Length;
        prefixes.Keep(PrefixKey, [.. _promptIds, .. sequence.Tokens.Take(computed)], sequence.Path);
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
        Request.Adapter?.Dispose();
    }
}
