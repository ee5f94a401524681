using System.Text;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>The text of one growth's branches: what was stored, and what came since. Written by the generation, read by the saving.</summary>
internal sealed class GrowingText
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BranchId, BranchText> _branches = [];
    private (Guid Id, IReadOnlyList<BranchProgress> Pieces)? _underWay;

    public bool HasUnsaved
    {
        get
        {
            lock (_gate)
            {
                return _underWay is { Pieces.Count: > 0 } || _branches.Values.Any(text => text.IsFresh);
            }
        }
    }

    public void Begin(Branch branch)
    {
        lock (_gate)
        {
            _branches[branch.Id] = new BranchText(branch.Text, branch.TokenIds.Length);
        }
    }

    public void Add(BranchId branch, GeneratedPiece piece)
    {
        lock (_gate)
        {
            BranchText text = _branches[branch];
            text.Whole.Append(piece.Text);
            text.Fresh.Append(piece.Text);
            text.Finish = piece.Finish ?? text.Finish;
            if (piece.TokenId >= 0)
            {
                text.TokenIds.Add(piece.TokenId);
                text.LogProbabilities.Add(piece.LogProbability);
                text.Alternatives.Add(piece.Alternatives);
            }
        }
    }

    public StreamedText Whole(BranchId branch)
    {
        lock (_gate)
        {
            BranchText text = _branches[branch];
            return new StreamedText(text.Whole.ToString(), text.Stored + text.TokenIds.Count);
        }
    }

    /// <summary>
    /// What is to be stored, under an id of its own. Until <see cref="Saved"/> it stays the same, so that storing it a second
    /// time, not knowing whether the first time succeeded, stores it once.
    /// </summary>
    public (Guid Id, IReadOnlyList<BranchProgress> Pieces) Pending()
    {
        lock (_gate)
        {
            if (_underWay is { Pieces.Count: > 0 } same)
            {
                return same;
            }

            BranchProgress[] pieces = [.. _branches.Where(entry => entry.Value.IsFresh).Select(entry => entry.Value.Take(entry.Key))];
            _underWay = (Guid.CreateVersion7(), pieces);
            return _underWay.Value;
        }
    }

    public void Saved()
    {
        lock (_gate)
        {
            _underWay = null;
        }
    }

    private sealed class BranchText(string text, int stored)
    {
        public StringBuilder Whole { get; } = new(text);

        public StringBuilder Fresh { get; } = new();

        public List<int> TokenIds { get; } = [];

        public List<float> LogProbabilities { get; } = [];

        public List<IReadOnlyList<TokenAlternative>> Alternatives { get; } = [];

        public FinishReason? Finish { get; set; }

        /// <summary>Tokens that were handed over to be stored.</summary>
        public int Stored { get; private set; } = stored;

        public bool IsFresh => Fresh.Length > 0 || TokenIds.Count > 0 || Finish is not null;

        public BranchProgress Take(BranchId branch)
        {
            BranchProgress piece = new(branch, Stored, Fresh.ToString(), [.. TokenIds], [.. LogProbabilities], Finish)
            {
                Alternatives = Alternatives.Exists(token => token.Count > 0) ? TokenAlternatives.Pack(Alternatives) : null,
            };
            Stored += TokenIds.Count;
            Fresh.Clear();
            TokenIds.Clear();
            LogProbabilities.Clear();
            Alternatives.Clear();
            Finish = null;
            return piece;
        }
    }
}
