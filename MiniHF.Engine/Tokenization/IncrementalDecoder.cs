using MiniHF.Engine.Tokenization.Decoding;

namespace MiniHF.Engine.Tokenization;

/// <summary>
/// Turns ids into text as they come. What a later id could still change is held back: an unfinished UTF-8 character, a run of
/// byte-fallback tokens. All that it gives out, joined, is what <see cref="Tokenizer.Decode(ReadOnlySpan{int}, bool)"/> gives
/// for the same ids. One thread at a time.
/// </summary>
public sealed class IncrementalDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private readonly OutputStage _output = new();
    private readonly DecodeStage _head;
    private bool _isFlushed;

    internal IncrementalDecoder(Tokenizer tokenizer, bool skipSpecialTokens)
    {
        _tokenizer = tokenizer;
        _skipSpecialTokens = skipSpecialTokens;
        _head = tokenizer.StartDecoding(_output);
    }

    /// <summary>Takes the next id; returns the text that is now certain, often empty, never half a character.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Flush"/> has ended the text.</exception>
    public string Append(int id)
    {
        Feed(id);
        return _output.Take();
    }

    /// <summary>Ends the text; returns what was held back, with U+FFFD for bytes that never became a character.</summary>
    public string Flush()
    {
        if (!_isFlushed)
        {
            _isFlushed = true;
            _head.Flush();
        }

        return _output.Take();
    }

    internal void Feed(int id)
    {
        if (_isFlushed)
        {
            throw new InvalidOperationException("The text was ended by Flush; make a new decoder.");
        }

        if (_tokenizer.TokenOf(id) is string token && !(_skipSpecialTokens && _tokenizer.IsSpecial(id)))
        {
            _head.Write(token);
            _head.EndToken();
        }
    }

    internal void Discard() => _output.Take();
}
