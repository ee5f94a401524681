using System.Collections.Concurrent;
using MiniHF.Engine.Tokenization.Bpe;
using MiniHF.Engine.Tokenization.Decoding;
using MiniHF.Engine.Tokenization.Normalization;
using MiniHF.Engine.Tokenization.PreTokenization;

namespace MiniHF.Engine.Tokenization;

/// <summary>
/// Text to token ids and back, as a Hugging Face <c>tokenizer.json</c> describes it. Gives the ids and texts of the Hugging Face
/// <c>tokenizers</c> library. Safe to use from many threads at once.
/// </summary>
public sealed partial class Tokenizer
{
    private readonly Normalizer? _normalizer;
    private readonly IReadOnlyList<PreTokenizerStep> _steps;
    private readonly BpeModel _model;
    private readonly PostProcessor _postProcessor;
    private readonly IReadOnlyList<Func<DecodeStage, DecodeStage>> _decoder;
    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;
    private readonly HashSet<int> _special;
    private readonly Matchers _withSpecial;
    private readonly Matchers _withoutSpecial;
    private readonly int _rememberFrom;
    private readonly ConcurrentBag<EncodingSession> _idleSessions = [];

    /// <summary>One more than the highest id: every id the tokenizer makes is below it.</summary>
    public int VocabularySize => _tokens.Length;

    /// <summary>The id of a token as the file writes it (<c>"Ġthe"</c>, <c>"&lt;|endoftext|&gt;"</c>), added tokens included.</summary>
    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    /// <summary>The token as the file writes it, or null for an id it does not define.</summary>
    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    /// <summary>Whether the id is a control token such as the end of a text.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>The ids of a text. A lone surrogate is read as U+FFFD.</summary>
    /// <param name="addSpecialTokens">Put the file's own tokens around the text, such as LLaMA's <c>&lt;s&gt;</c>.</param>
    /// <param name="allowSpecial">
    /// Read the name of a special token in the text as that token. Off, it is text like any other: what a person types must not
    /// become a control token.
    /// </param>
    public int[] EncodeToIds(string text, bool addSpecialTokens = false, bool allowSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text.AsSpan(), addSpecialTokens, allowSpecial);
    }

    /// <inheritdoc cref="EncodeToIds(string, bool, bool)"/>
    public int[] EncodeToIds(ReadOnlySpan<char> text, bool addSpecialTokens = false, bool allowSpecial = false)
    {
        EncodingSession session = RentSession();
        Encode(session, text, allowSpecial);
        int[] ids = addSpecialTokens ? [.. _postProcessor.Before, .. session.Ids, .. _postProcessor.After] : [.. session.Ids];
        Return(session);
        return ids;
    }

    /// <summary>How many ids <see cref="EncodeToIds(string, bool, bool)"/> gives.</summary>
    public int CountTokens(ReadOnlySpan<char> text, bool addSpecialTokens = false, bool allowSpecial = false)
    {
        EncodingSession session = RentSession();
        Encode(session, text, allowSpecial);
        int count = session.Ids.Count + (addSpecialTokens ? _postProcessor.Before.Count + _postProcessor.After.Count : 0);
        Return(session);
        return count;
    }

    /// <summary>The text of the ids. Ids the file does not define are left out; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="skipSpecialTokens">Leave special tokens out instead of writing their names.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = false)
    {
        IncrementalDecoder decoder = new(this, skipSpecialTokens);
        foreach (int id in ids)
        {
            decoder.Feed(id);
        }

        return decoder.Flush();
    }

    /// <inheritdoc cref="Decode(ReadOnlySpan{int}, bool)"/>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Decode(ids as int[] ?? [.. ids], skipSpecialTokens);
    }

    /// <summary>A decoder for ids that come one at a time.</summary>
    /// <param name="context">
    /// Ids before the first: their text is not given out, but the text continues theirs. Without it the first id begins a text,
    /// which in LLaMA's vocabulary costs it its leading space.
    /// </param>
    /// <param name="skipSpecialTokens">Leave special tokens out instead of writing their names.</param>
    public IncrementalDecoder CreateDecoder(ReadOnlySpan<int> context = default, bool skipSpecialTokens = false)
    {
        IncrementalDecoder decoder = new(this, skipSpecialTokens);
        foreach (int id in context)
        {
            decoder.Feed(id);
        }

        decoder.Discard();
        return decoder;
    }

    internal DecodeStage StartDecoding(DecodeStage output) => _decoder.Reverse().Aggregate(output, (next, stage) => stage(next));

    private void Encode(EncodingSession session, ReadOnlySpan<char> text, bool allowSpecial)
    {
        text = WellFormed(text);
        Matchers matchers = allowSpecial ? _withSpecial : _withoutSpecial;
        int position = 0;
        while (matchers.Raw is not null && matchers.Raw.TryFind(text, position, out int start, out int end, out int id))
        {
            EncodeNormalized(session, text[position..start], matchers.Normalized, position == 0);
            session.Ids.Add(id);
            position = end;
        }

        EncodeNormalized(session, text[position..], matchers.Normalized, position == 0);
    }

    private void EncodeNormalized(EncodingSession session, ReadOnlySpan<char> text, AddedTokenMatcher? matcher, bool atStart)
    {
        if (text.IsEmpty)
        {
            return;
        }

        text = _normalizer is null ? text : _normalizer.Normalize(text.ToString());
        int position = 0;
        while (matcher is not null && matcher.TryFind(text, position, out int start, out int end, out int id))
        {
            session.Encode(text[position..start], atStart && position == 0);
            session.Ids.Add(id);
            position = end;
        }

        session.Encode(text[position..], atStart && position == 0);
    }

    private EncodingSession RentSession() =>
        _idleSessions.TryTake(out EncodingSession? session) ? session : new EncodingSession(_model, _steps, _rememberFrom);

    private void Return(EncodingSession session)
    {
        const int MostKept = 1 << 16;
        session.Ids.Clear();
        if (session.Ids.Capacity > MostKept)
        {
            session.Ids.Capacity = MostKept;
        }

        // As many as can run at once are worth keeping; the bag can pass that by a few, which costs memory only.
        if (_idleSessions.Count < Environment.ProcessorCount)
        {
            _idleSessions.Add(session);
        }
    }

    private static ReadOnlySpan<char> WellFormed(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return Repair(text);
            }
        }

        return text;
    }

    private static string Repair(ReadOnlySpan<char> text)
    {
        System.Text.StringBuilder repaired = new(text.Length);
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            repaired.Append(rune.ToString());
        }

        return repaired.ToString();
    }

    /// <summary>Added tokens to look for in the raw text, and in the normalized one.</summary>
    private sealed record Matchers(AddedTokenMatcher? Raw, AddedTokenMatcher? Normalized);
}
