using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

// N tokens of all sequences of a step, C channels, V vocabulary

/// <content>One step: which tokens are computed, and what is drawn from the result.</content>
public sealed partial class GenerationEngine
{
    /// <summary>So many more tokens in common with a prompt that is being computed are worth a wait.</summary>
    private const int WorthWaiting = 32;

    private readonly TokenSampler _sampler = new();
    private readonly TokenDistribution _distribution = new();
    private readonly PromptPace _pace = new();

    /// <summary>Gives free places to waiting continuations, oldest request first.</summary>
    private void Activate()
    {
        int free = _options.MaxLiveSequences - _live.Sum(request => request.Sequences.Count);
        foreach (LiveRequest request in _live.ToArray())
        {
            while (free > 0 && request.IsPromptComputed && request.HasWaiting)
            {
                LiveSequence sequence = request.Begin(out ReadOnlySpan<float> logits);
                free--;
                if (!Guarded(request, sequence, logits))
                {
                    break;
                }

                free += request.Sequences.Contains(sequence) ? 0 : 1;
            }
        }
    }

    /// <summary>One forward pass for all. Should it fail, every request has it alone, so that only the culprit is lost.</summary>
    private void Step()
    {
        LiveRequest[] requests = [.. _live];
        try
        {
            Step(requests);
        }
        catch (Exception) when (requests.Length > 1)
        {
            foreach (LiveRequest request in requests)
            {
                StepAlone(request);
            }
        }
        catch (Exception e)
        {
            Complete(requests[0], Explained(e));
        }
    }

    private void StepAlone(LiveRequest request)
    {
        try
        {
            Step([request]);
        }
        catch (Exception e) when (_live.Contains(request))
        {
            Complete(request, Explained(e));
        }
    }

    private void Step(LiveRequest[] requests)
    {
        List<StepPart> parts = Plan(requests);
        if (parts.Count == 0)
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        long begun = _time.GetTimestamp();
        long[] ids = [.. parts.SelectMany(part => part.Ids).Select(id => (long)id)];
        set_num_threads(ids.Length >= ThreadChoice.ManyRows ? _choice.Prefill : _choice.Decode);
        StepAttention attention = _store.Attend(
            [.. parts.Select(part => part.Span)], AdapterRows.Of(parts.Select(part => new AdapterSpan(part.Request.Adapter, part.Span.Count))));
        Tensor hidden = _model.Body(tensor(ids, _model.Device), attention); // (N,C)
        long[] wanted = [.. WantedRows(parts)];
        Tensor? logits = wanted.Length == 0 ? null
            : _model.Head(wanted.Length == ids.Length ? hidden : hidden.index_select(0, tensor(wanted, _model.Device)), attention.Adapters?.At(wanted)); // (wanted,V)
        attention.Advance();
        Interlocked.Add(ref _tokensComputed, ids.Length);
        Interlocked.Increment(ref _steps);
        StepScores scores = logits is null ? default
            : _model.Path == ExecutionPath.HostKernels ? StepScores.Here(logits)
            : StepScores.There(logits, [.. parts.Where(part => part.IsLast).Select(Wish)]);

        // A device is done only once something of it was read.
        int decoding = parts.Count(part => part.Sequence is not null);
        _pace.Observe(ids.Length - decoding, decoding, _time.GetElapsedTime(begun));
        int row = 0;
        foreach (StepPart part in parts)
        {
            part.Request.Computed(part.Span.Count);
        }

        foreach (StepPart part in parts)
        {
            part.Sequence?.Computed(part.Span.Count);
            if (part.IsLast)
            {
                // An earlier continuation's fault may have ended the request meanwhile.
                if (part.Sequence is null)
                {
                    EndPrompt(part.Request, scores.Row(row));
                }
                else if (_live.Contains(part.Request))
                {
                    Guarded(part.Request, part.Sequence, scores.Row(row), scores.Draw(row));
                }

                row++;
            }
        }
    }

    private void EndPrompt(LiveRequest request, ReadOnlySpan<float> logits)
    {
        request.SetFirstLogits(logits, _prefixes);
        if (request.IsDone)
        {
            request.Request.Sink.Spend(request.Cost);
            request.Request.Sink.Predict(logits);
            Complete(request, null);
        }
    }

    /// <summary>The next tokens of everything that lives: what was drawn last, and parts of prompts as far as the step has room.</summary>
    private List<StepPart> Plan(LiveRequest[] requests)
    {
        List<StepPart> parts = [];
        bool isShared = requests.Any(request => request.Sequences.Count > 0);
        int room = isShared ? _pace.SharedTokens : _pace.AloneTokens;
        foreach (LiveRequest request in requests)
        {
            foreach (LiveSequence sequence in request.Sequences)
            {
                int count = Math.Min(sequence.Pending.Count, Math.Max(1, room));
                room -= count - 1;
                parts.Add(new StepPart(
                    request, sequence, new CachedSpan(sequence.Path, count), sequence.Pending.Take(count), count == sequence.Pending.Count));
            }
        }

        foreach (LiveRequest request in requests.Where(request => !request.IsPromptComputed))
        {
            if (room > 0 && (request.IsPromptBegun || TryBegin(request, requests)))
            {
                (CachedSpan span, IEnumerable<int> ids) = request.NextOfPrompt(room);
                room -= span.Count;
                parts.Add(new StepPart(request, null, span, ids, span.Count == request.PromptLeft));
            }
        }

        return parts.Exists(part => part.Request.Adapter is not null) ? SideBySide(parts) : parts;
    }

    /// <summary>Parts of the same adapter next to each other: its products are then taken for all of them at once.</summary>
    private static List<StepPart> SideBySide(List<StepPart> parts)
    {
        List<LoraAdapter?> order = [.. parts.Select(part => part.Request.Adapter).Distinct()];
        return [.. parts.OrderBy(part => order.IndexOf(part.Request.Adapter))];
    }

    /// <summary>
    /// Begins a prompt with what was computed of it before, unless another one that is being computed will soon give much more:
    /// of many questions about one text the first reads it, and the others follow.
    /// </summary>
    private bool TryBegin(LiveRequest request, LiveRequest[] requests)
    {
        int known = _prefixes.Match(request.PrefixKey, request.PromptIds);
        foreach (LiveRequest other in requests)
        {
            if (other.IsPromptBegun && !other.IsPromptComputed && _prefixes.IsKeeping && other.PrefixKey == request.PrefixKey
                && request.PromptIds.CommonPrefixLength(other.PromptIds) >= known + WorthWaiting)
            {
                return false;
            }
        }

        request.BeginPrompt(_prefixes.Fork(request.PrefixKey, request.PromptIds) ?? new KeyValuePath(_store));
        Interlocked.Add(ref _tokensReused, known);
        _promptTokens += request.PromptIds.Length;
        return true;
    }

    private static IEnumerable<long> WantedRows(List<StepPart> parts)
    {
        long end = 0;
        foreach (StepPart part in parts)
        {
            end += part.Span.Count;
            if (part.IsLast)
            {
                yield return end - 1;
            }
        }
    }

    /// <summary>What a part wants drawn; null where its logits are wanted whole.</summary>
    private DrawWish? Wish(StepPart part) => part is { Sequence: { } sequence, Request.Request: { } request }
        ? new DrawWish(request.Sampling, sequence.Seen, Forbidden(request, sequence), Uniform(request, sequence), request.TopAlternatives)
        : null;

    /// <summary>Draws for one continuation; a fault ends its request. Says whether the request still lives.</summary>
    /// <param name="draw">What was drawn already, where that is not done here.</param>
    private bool Guarded(LiveRequest request, LiveSequence sequence, ReadOnlySpan<float> logits, TensorDraw? draw = null)
    {
        try
        {
            Continue(request, sequence, logits, draw);
        }
        catch (Exception e)
        {
            Complete(request, Explained(e));
            return false;
        }

        if (request.IsDone)
        {
            Complete(request, null);
            return false;
        }

        return true;
    }

    private void Continue(LiveRequest owner, LiveSequence sequence, ReadOnlySpan<float> logits, TensorDraw? draw)
    {
        EngineRequest request = owner.Request;
        if (sequence.Count > 0 && sequence.Path.Length < request.PromptIds.Count + sequence.Count)
        {
            // Resumed, and its own tokens are still to be computed.
            if (FinishOf(request, sequence, sequence.Pending[^1]) is { } complete)
            {
                owner.End(sequence, _prefixes);
                request.Sink.Spend(owner.Cost);
                request.Sink.End(sequence.Slot, complete);
            }

            return;
        }

        DrawnToken drawn = draw is null ? Draw(request, sequence, logits) : draw.Checked();
        int id = drawn.TokenId;
        sequence.Append(id);
        owner.Drawn();
        _tokensDrawn++;
        FinishReason? finish = FinishOf(request, sequence, id);
        request.Sink.Spend(owner.Cost);
        bool isEnough = request.Sink.Accept(sequence.Slot, drawn, finish);
        if (finish is not null || isEnough)
        {
            owner.End(sequence, _prefixes);
        }
    }

    private DrawnToken Draw(EngineRequest request, LiveSequence sequence, ReadOnlySpan<float> logits)
    {
        _sampler.Probabilities(logits, request.Sampling, sequence.Seen, Forbidden(request, sequence), _distribution);
        return Describe(request, logits, TokenSampler.Draw(_distribution, Uniform(request, sequence)));
    }

    private int[] Forbidden(EngineRequest request, LiveSequence sequence) => sequence.Count < request.MinTokens ? _suppressedAndEnds : _suppressed;

    private static double Uniform(EngineRequest request, LiveSequence sequence) => RandomStream.Uniform(request.Seed, sequence.Index, sequence.Count);

    private DrawnToken Describe(EngineRequest request, ReadOnlySpan<float> logits, int id)
    {
        float logSumExp = _sampler.LogSumExp(logits);
        if (request.TopAlternatives == 0)
        {
            return new DrawnToken(id, logits[id] - logSumExp, default, default);
        }

        (ReadOnlyMemory<int> ids, Memory<float> top) = _sampler.Top(logits, request.TopAlternatives);
        foreach (ref float score in top.Span)
        {
            score -= logSumExp;
        }

        return new DrawnToken(id, logits[id] - logSumExp, ids, top);
    }

    private FinishReason? FinishOf(EngineRequest request, LiveSequence sequence, int last) =>
        _endOfText.Contains(last) ? FinishReason.EndOfText : sequence.Count >= request.MaxTokens ? FinishReason.Length : null;

    private static Exception Explained(Exception e) => e is TorchException
        ? new UserFacingException($"The model failed while generating: {e.Message}", e)
        : e;

    /// <summary>A request's or a continuation's tokens in one step.</summary>
    /// <param name="Sequence">The continuation; null for the prompt.</param>
    /// <param name="IsLast">Whether nothing is left to compute after it, so that the next token can be drawn.</param>
    private sealed record StepPart(LiveRequest Request, LiveSequence? Sequence, CachedSpan Span, IEnumerable<int> Ids, bool IsLast);
}
