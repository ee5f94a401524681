namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>
/// Turns the matches of a pattern, given in order, into pieces. What lies between two matches is a segment too;
/// <c>invert</c> swaps which of the two kinds counts as the delimiter.
/// </summary>
internal ref struct SegmentEmitter(ReadOnlySpan<char> text, SplitBehavior behavior, bool invert, bool atStart, PieceSink next)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _matchedTo;
    private int _heldStart;
    private int _heldEnd;
    private bool _holds;
    private bool _heldIsDelimiter;
    private bool _previousIsDelimiter;

    /// <summary>The next match.</summary>
    public void Match(int start, int end)
    {
        Gap(start);
        Segment(start, end, !invert);
        _matchedTo = end;
    }

    /// <summary>No more matches: passes on what is left.</summary>
    public void Finish()
    {
        Gap(_text.Length);
        Release();
    }

    private void Gap(int end)
    {
        if (end > _matchedTo)
        {
            Segment(_matchedTo, end, invert);
        }
    }

    private void Segment(int start, int end, bool isDelimiter)
    {
        switch (behavior)
        {
            case SplitBehavior.Removed when isDelimiter:
                break;
            case SplitBehavior.Removed:
            case SplitBehavior.Isolated:
                Emit(start, end);
                break;
            case SplitBehavior.Contiguous:
                HoldOrExtend(start, end, isDelimiter, extend: isDelimiter == _previousIsDelimiter);
                break;
            case SplitBehavior.MergedWithPrevious:
                HoldOrExtend(start, end, isDelimiter, extend: isDelimiter && !_previousIsDelimiter);
                break;
            default:
                HoldOrExtend(start, end, isDelimiter, extend: _heldIsDelimiter && !isDelimiter);
                break;
        }

        _previousIsDelimiter = isDelimiter;
    }

    private void HoldOrExtend(int start, int end, bool isDelimiter, bool extend)
    {
        if (_holds && extend)
        {
            _heldEnd = end;
            _heldIsDelimiter = isDelimiter;
            return;
        }

        Release();
        (_heldStart, _heldEnd, _holds, _heldIsDelimiter) = (start, end, true, isDelimiter);
    }

    private void Release()
    {
        if (_holds)
        {
            _holds = false;
            Emit(_heldStart, _heldEnd);
        }
    }

    private readonly void Emit(int start, int end) => next.Accept(_text[start..end], atStart && start == 0);
}
