namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>Ctrl+Z in a text: a phrase at a time, one's own, whatever others write meanwhile. The script is the browser's own.</summary>
public sealed class TypingTakebacksTests
{
    private readonly TypingTakebacks _field = new TypingScripts().Takebacks();

    [Fact]
    public void Undo_TypedLetterByLetter_TakesBackAPhrase()
    {
        foreach (string text in (string[])["I", "It", "It ", "It w", "It wa", "It was."])
        {
            _field.Types(text);
        }

        _field.Types("It was. ").Types("It was. N").Types("It was. No").Types("It was. Not", rested: true);
        List<string> seen = [];
        while (_field.Undo())
        {
            seen.Add(_field.Text);
        }

        Assert.Equal(["It was. No", "It was. ", ""], seen);
    }

    [Fact]
    public void Undo_OthersTypedMeanwhile_TakesBackOnesOwn_AndRedoBringsItBack()
    {
        _field.Types("The house").OthersMake("So: The house").Types("So: The house burnt").OthersMake("So: The old house burnt").OthersMake("So: The old house burnt down");

        Assert.True(_field.Undo());
        string once = _field.Text;
        _field.OthersMake("So: The old house down!");
        Assert.True(_field.Undo());
        string twice = _field.Text;
        Assert.False(_field.Undo());
        Assert.True(_field.Redo());
        Assert.True(_field.Redo());

        Assert.Equal(("So: The old house down", "So: old  down!"), (once, twice));
        Assert.Equal("So: The old house burnt down!", _field.Text);
    }

    [Fact]
    public void Undo_OfBackspaces_BringsTheWordBack()
    {
        _field.Types("The house").Types("The hous", rested: true).Types("The hou").Types("The ho");

        Assert.True(_field.Undo());

        Assert.Equal("The house", _field.Text);
    }

    [Fact]
    public void Undo_OfComposedText_TakesItBackAsOne()
    {
        _field.Types("it: ").Types("it: k", rested: true, composed: true).Types("it: か", composed: true).Types("it: かん", rested: true, composed: true).Types("it: 漢", composed: true);

        Assert.True(_field.Undo());

        Assert.Equal("it: ", _field.Text);
    }

    [Fact]
    public void Redo_SomethingWasTypedSince_IsGone()
    {
        _field.Types("one").Types("one two", rested: true);
        _field.Undo();
        _field.Types("one three", rested: true);

        Assert.False(_field.Redo());
    }
}
