using System.Threading.Channels;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Generation;

/// <summary>Turns one continuation's tokens into pieces of text: whole characters, and nothing of a stop string.</summary>
internal sealed class ContinuationWriter
{
    private readonly int _index;
    private readonly Tokenizer? _tokenizer;
    private readonly IncrementalDecoder? _decoder;
    private readonly StopStringMatcher _stops;
    private readonly ChannelWriter<GeneratedPiece> _pieces;
    private readonly bool _spells;
    private int _last;

    /// <summary>What a resumed continuation has already is read, not written again.</summary>
    public ContinuationWriter(
        EngineContinuation continuation, Tokenizer? tokenizer, int[] prompt, GenerationRequest request, ChannelWriter<GeneratedPiece> pieces)
    {
        _index = continuation.Index;
        _tokenizer = tokenizer;
        _decoder = tokenizer?.CreateDecoder(prompt, skipSpecialTokens: true);
        _stops = new StopStringMatcher(request.StopStrings);
        _spells = request.SpellsAlternatives && tokenizer is not null;
        _pieces = pieces;
        _last = prompt[^1];
        foreach (int id in continuation.Resumed)
        {
            Read(id);
        }
    }

    /// <summary>Writes the piece of a token. Says whether a stop string ends the continuation with it.</summary>
    /// <param name="cost">What the request took until now.</param>
    public bool Write(in DrawnToken drawn, FinishReason? finish, RequestCost cost)
    {
        if (_stops.IsMatched)
        {
            // Met in what the continuation was resumed with: the token is none of it.
            End(FinishReason.StopString, cost);
            return true;
        }

        IReadOnlyList<TokenAlternative> alternatives = Alternatives(drawn);
        string text = Read(drawn.TokenId);
        if (finish is not null && !_stops.IsMatched)
        {
            text += Flush();
        }

        FinishReason? reason = _stops.IsMatched ? FinishReason.StopString : finish;
        _pieces.TryWrite(new GeneratedPiece(_index, drawn.TokenId, text, drawn.LogProbability, alternatives, reason) { Cost = reason is null ? null : cost });
        return _stops.IsMatched;
    }

    /// <summary>Writes the end of a continuation that was complete before it drew anything.</summary>
    public void End(FinishReason reason, RequestCost cost)
    {
        string text = _stops.IsMatched ? "" : Flush();
        _pieces.TryWrite(new GeneratedPiece(_index, -1, text, 0, [], _stops.IsMatched ? FinishReason.StopString : reason) { Cost = cost });
    }

    private string Read(int id)
    {
        _last = id;
        return _decoder is null ? "" : _stops.Feed(_decoder.Append(id));
    }

    private string Flush()
    {
        string text = _decoder is null ? "" : _stops.Feed(_decoder.Flush());
        return _stops.IsMatched ? text : text + _stops.Flush();
    }

    private IReadOnlyList<TokenAlternative> Alternatives(in DrawnToken drawn)
    {
        if (drawn.TopIds.IsEmpty)
        {
            return [];
        }

        TokenAlternative[] alternatives = new TokenAlternative[drawn.TopIds.Length];
        for (int i = 0; i < alternatives.Length; i++)
        {
            int id = drawn.TopIds.Span[i];
            alternatives[i] = new TokenAlternative(id, _spells ? TextAfterLast(id) : "", drawn.TopLogProbabilities.Span[i]);
        }

        return alternatives;
    }

    /// <summary>The token's text where it stands: at the beginning of a text some vocabularies leave out its space.</summary>
    private string TextAfterLast(int id)
    {
        IncrementalDecoder decoder = _tokenizer!.CreateDecoder([_last]); // spelling asks for one
        return decoder.Append(id) + decoder.Flush();
    }
}
