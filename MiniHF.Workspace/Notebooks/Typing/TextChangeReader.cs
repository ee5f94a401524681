namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>Reads a change piece by piece: of each step what is kept, then what is put, then what is dropped. At its end everything is kept.</summary>
internal struct TextChangeReader
{
    private readonly TextChange _change;
    private int _step;
    private int _taken;

    public TextChangeReader(TextChange change)
    {
        _change = change;
        Kind = TextPart.Keep;
        Settle();
    }

    public TextPart Kind { get; private set; }

    public readonly bool IsAtEnd => _step == _change.Steps.Length;

    /// <summary>How much of the piece is left.</summary>
    public readonly int Length => IsAtEnd ? int.MaxValue : Whole - _taken;

    private readonly int Whole => Kind switch
    {
        TextPart.Keep => _change.Steps[_step].Keep,
        TextPart.Put => _change.Steps[_step].Put.Length,
        _ => _change.Steps[_step].Drop.Length,
    };

    /// <summary>Takes so much of the piece: its text, or nothing where it is kept.</summary>
    public string Take(int length)
    {
        if (IsAtEnd)
        {
            return "";
        }

        TextStep step = _change.Steps[_step];
        string text = Kind switch
        {
            TextPart.Keep => "",
            TextPart.Put => step.Put.Substring(_taken, length),
            _ => step.Drop.Substring(_taken, length),
        };
        _taken += length;
        Settle();
        return text;
    }

    private void Settle()
    {
        while (!IsAtEnd && _taken == Whole)
        {
            _taken = 0;
            (Kind, _step) = Kind switch
            {
                TextPart.Keep => (TextPart.Put, _step),
                TextPart.Put => (TextPart.Drop, _step),
                _ => (TextPart.Keep, _step + 1),
            };
        }
    }
}
