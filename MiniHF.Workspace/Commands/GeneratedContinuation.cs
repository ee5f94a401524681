using System.Text;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>A continuation as its pieces arrive.</summary>
internal sealed class GeneratedContinuation(int index)
{
    private readonly StringBuilder _text = new();
    private readonly List<GeneratedPiece> _tokens = [];

    public int Index => index;

    public string Text => _text.ToString();

    /// <summary>The pieces that carry a token.</summary>
    public IReadOnlyList<GeneratedPiece> Tokens => _tokens;

    public FinishReason? Finish { get; private set; }

    public void Add(GeneratedPiece piece)
    {
        _text.Append(piece.Text);
        Finish = piece.Finish;
        if (piece.TokenId >= 0)
        {
            _tokens.Add(piece);
        }
    }
}
