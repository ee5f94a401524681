using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

public sealed class TextChangeTests
{
    private const int Rounds = 3_000;

    private readonly Random _random = new(11);
    private char _next = 'ā';

    [Fact]
    public void Across_RandomChanges_GiveTheSameTextEitherWay()
    {
        for (int i = 0; i < Rounds; i++)
        {
            string text = Letters(_random.Next(12));
            (TextChange mine, TextChange theirs) = (Change(text), Change(text));

            (TextChange mineAfter, TextChange theirsAfter) = mine.Across(theirs);

            Assert.Equal(theirsAfter.Apply(mine.Apply(text)), mineAfter.Apply(theirs.Apply(text)));
        }
    }

    [Fact]
    public void Across_OneAfterTheOther_IsAcrossBothAtOnce()
    {
        for (int i = 0; i < Rounds; i++)
        {
            string text = Letters(_random.Next(12));
            TextChange mine = Change(text);
            TextChange first = Change(text);
            TextChange second = Change(first.Apply(text));
            string after = second.Apply(first.Apply(text));

            Assert.Equal(mine.Across(first).Mine.Across(second).Mine.Apply(after), mine.Across(first.Then(second)).Mine.Apply(after));
        }
    }

    [Fact]
    public void Then_RandomChanges_IsOneAfterTheOther_AndTheInverseTakesBothBack()
    {
        for (int i = 0; i < Rounds; i++)
        {
            string text = Letters(_random.Next(12));
            TextChange first = Change(text);
            TextChange second = Change(first.Apply(text));

            TextChange both = first.Then(second);

            Assert.Equal(second.Apply(first.Apply(text)), both.Apply(text));
            Assert.Equal(text, both.Inverse.Apply(both.Apply(text)));
        }
    }

    [Fact]
    public void Script_RandomChanges_DoesAsTheServerDoes()
    {
        TypingScripts scripts = new();
        for (int i = 0; i < 500; i++)
        {
            string text = Letters(_random.Next(12));
            (TextChange mine, TextChange theirs) = (Change(text), Change(text));
            TextChange next = Change(mine.Apply(text));
            (TextChange mineAfter, TextChange theirsAfter) = mine.Across(theirs);

            Assert.Equal(mine.Apply(text), scripts.Call<string>("apply", text, mine.Steps));
            Assert.Equal([.. mine.Then(next).Steps], scripts.Call<TextStep[]>("compose", mine.Steps, next.Steps));
            Assert.Equal([[.. mineAfter.Steps], [.. theirsAfter.Steps]], scripts.Call<TextStep[][]>("across", mine.Steps, theirs.Steps));
        }
    }

    [Theory]
    [InlineData("one two", "one and two", 8, 4, "", "and ")]
    [InlineData("aaaa", "aaaaa", 1, 0, "", "a")]
    [InlineData("aaaa", "aaa", 1, 1, "a", "")]
    [InlineData("a😀b", "a😁b", 3, 1, "😀", "😁")]
    public void Difference_OfAnInput_IsWhereTheCaretStands(string before, string after, int caret, int keep, string drop, string put) =>
        Assert.Equal([new TextStep(keep, drop, put)], new TypingScripts().Call<TextStep[]>("difference", before, after, caret));

    [Theory]
    [InlineData("the old house", "the new house", "the odd house", true)]
    [InlineData("the old house", "the new house", "the old barn", false)]
    [InlineData("the old house", "the very old house", "the rather old house", false)]
    [InlineData("the old house", "the house", "the odd house", false)]
    public void Contradicts_BothReplaceTheSameWords(string text, string mine, string theirs, bool contradicts) =>
        Assert.Equal(contradicts, TextChange.Between(text, mine).Contradicts(TextChange.Between(text, theirs)));

    [Fact]
    public void Since_EditsTakenBackByTwoPeople_LeavesThemOut()
    {
        const string Written = "the house";
        ImmutableList<TextEdit> edits = [];
        string text = Written;
        void Do(TextChange change, EditRange? takesBack = null)
        {
            text = change.Apply(text);
            edits = edits.Add(new TextEdit(change, null, takesBack));
        }

        Do(TextChange.Between(text, "the old house")); // 0: Ada
        Do(TextChange.Between(text, "the old dark house")); // 1: Ben
        Do(TextChange.Between(text, "the dark house")); // 2: Ada drops her word again
        Do(TextHistory.Undoing(edits, new EditRange(2, 2)), new EditRange(2, 2));
        string back = text;
        Do(TextHistory.Undoing(edits, new EditRange(0, 0)), new EditRange(0, 0));

        Assert.Equal(("the old dark house", "the dark house"), (back, text));
        Assert.Equal(TextChange.Between(Written, "the dark house"), TextHistory.Since(edits, 0));
        Assert.Equal("the old house", TextHistory.At(text, edits, 1));
    }

    private TextChange Change(string text)
    {
        TextChangeBuilder change = new();
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(_random.Next(1, 4), text.Length - at);
            if (_random.Next(3) == 0)
            {
                change.Put(Letters(_random.Next(3)));
            }

            if (_random.Next(3) == 0)
            {
                change.Drop(text.Substring(at, length));
            }
            else
            {
                change.Keep(length);
            }

            at += length;
        }

        change.Put(Letters(_random.Next(2)));
        return change.Build();
    }

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => _next = (char)('ā' + ((_next - 'ā' + 1) % 20_000))));
}
