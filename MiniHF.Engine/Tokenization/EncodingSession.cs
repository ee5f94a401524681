using MiniHF.Engine.Tokenization.Bpe;
using MiniHF.Engine.Tokenization.PreTokenization;

namespace MiniHF.Engine.Tokenization;

/// <summary>What one thread needs to encode: the chain of steps, the words it remembers, the ids it collects. Reused, never shared.</summary>
internal sealed class EncodingSession
{
    private readonly PieceSink _head;

    /// <param name="rememberFrom">The step in front of which pieces are word-like and looked up among those seen before.</param>
    public EncodingSession(BpeModel model, IReadOnlyList<PreTokenizerStep> steps, int rememberFrom)
    {
        PieceSink sink = new ModelSink(model, Ids);
        for (int i = steps.Count; i >= 0; i--)
        {
            if (i < steps.Count)
            {
                sink = new StepSink(steps[i], sink);
            }

            if (i == rememberFrom)
            {
                sink = new RememberingSink(sink, Ids);
            }
        }

        _head = sink;
    }

    public List<int> Ids { get; } = [];

    /// <summary>Encodes a text without added tokens.</summary>
    public void Encode(ReadOnlySpan<char> text, bool atStart) => _head.Accept(text, atStart);

    private sealed class ModelSink(BpeModel model, List<int> ids) : PieceSink
    {
        public override void Accept(ReadOnlySpan<char> piece, bool atStart)
        {
            if (!piece.IsEmpty)
            {
                model.Encode(piece, ids);
            }
        }
    }

    private sealed class RememberingSink(PieceSink next, List<int> ids) : PieceSink
    {
        private readonly WordCache _words = new();

        public override void Accept(ReadOnlySpan<char> piece, bool atStart)
        {
            if (piece.Length > WordCache.LongestWord)
            {
                next.Accept(piece, atStart);
                return;
            }

            uint hash = WordCache.HashOf(piece);
            if (_words.TryGet(piece, hash, out ReadOnlySpan<int> known))
            {
                if (known.Length == 1)
                {
                    ids.Add(known[0]);
                }
                else
                {
                    ids.AddRange(known);
                }

                return;
            }

            int before = ids.Count;
            next.Accept(piece, atStart);
            _words.Add(piece, hash, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids)[before..]);
        }
    }
}
