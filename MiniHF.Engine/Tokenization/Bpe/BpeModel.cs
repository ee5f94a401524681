using System.Buffers;
using System.Globalization;
using System.Text;

namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>
/// Byte-pair encoding of one piece of text: characters become symbols, symbols merge by rank. Serves byte-level vocabularies
/// (whose pieces come as <see cref="ByteAlphabet"/> characters) and SentencePiece-style ones (with byte fallback) alike.
/// Immutable.
/// </summary>
internal sealed class BpeModel
{
    private const int None = -1;

    private readonly BpeOptions _options;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;
    private readonly int[] _characters = new int[char.MaxValue + 1];
    private readonly int[]? _bytes;
    private readonly MergeTable _merges;
    private readonly int _unknown;

    public BpeModel(Dictionary<string, int> vocabulary, IReadOnlyList<Merge> merges, BpeOptions options)
    {
        _options = options;
        _vocabulary = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _merges = new MergeTable(merges);
        Array.Fill(_characters, None);
        foreach ((string token, int id) in vocabulary)
        {
            if (token.Length == 1)
            {
                _characters[token[0]] = id;
            }
        }

        _bytes = options.ByteFallback ? ByteIds(vocabulary) : null;
        _unknown = None;
        if (options.UnknownToken is not null && !vocabulary.TryGetValue(options.UnknownToken, out _unknown))
        {
            throw new TokenizerFormatException($"the unknown token \"{options.UnknownToken}\" is not in the vocabulary");
        }
    }

    /// <summary>Whether the piece's whole text is looked up before any merge.</summary>
    public bool IgnoresMerges => _options.IgnoreMerges;

    /// <summary>Whether the vocabulary holds this single character.</summary>
    public bool Knows(char c) => _characters[c] != None;

    /// <summary>Appends the ids of the piece.</summary>
    public void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (_options.IgnoreMerges && _vocabulary.TryGetValue(piece, out int whole) && !_options.SpecialIds.Contains(whole))
        {
            ids.Add(whole);
            return;
        }

        int[] rented = ArrayPool<int>.Shared.Rent(piece.Length * 3);
        int count = Symbols(piece, rented);
        count = SymbolMerger.Merge(_merges, rented.AsSpan(0, count));
        ids.AddRange(rented.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(rented);
    }

    private int Symbols(ReadOnlySpan<char> piece, Span<int> symbols)
    {
        int count = 0;
        bool afterUnknown = false;
        for (int i = 0; i < piece.Length;)
        {
            int width = 1;
            int id = _characters[piece[i]];
            if (id == None && char.IsSurrogate(piece[i]))
            {
                width = Math.Min(2, piece.Length - i);
                id = _vocabulary.TryGetValue(piece.Slice(i, width), out int astral) ? astral : None;
            }

            if (id != None)
            {
                symbols[count++] = id;
                afterUnknown = false;
            }
            else if (_bytes is not null && TryFallBack(piece.Slice(i, width), symbols[count..], out int bytes))
            {
                count += bytes;
                afterUnknown = false;
            }
            else if (_unknown != None)
            {
                if (!(afterUnknown && _options.FuseUnknown))
                {
                    symbols[count++] = _unknown;
                }

                afterUnknown = true;
            }

            i += width;
        }

        return count;
    }

    private bool TryFallBack(ReadOnlySpan<char> character, Span<int> symbols, out int count)
    {
        Span<byte> utf8 = stackalloc byte[4];
        count = Encoding.UTF8.GetBytes(character, utf8);
        for (int i = 0; i < count; i++)
        {
            symbols[i] = _bytes![utf8[i]];
            if (symbols[i] == None)
            {
                return false;
            }
        }

        return true;
    }

    private static int[] ByteIds(Dictionary<string, int> vocabulary)
    {
        int[] ids = new int[256];
        for (int b = 0; b < ids.Length; b++)
        {
            ids[b] = vocabulary.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"), None);
        }

        return ids;
    }
}
