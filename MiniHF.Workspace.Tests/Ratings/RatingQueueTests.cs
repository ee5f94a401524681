using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Ratings;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Ratings;

public sealed class RatingQueueTests
{
    private readonly JudgementScript _book = new();

    [Fact]
    public void Queue_OfPairs_AsksForEveryTwoTextsThatFollowTheSame()
    {
        BranchId[] below = _book.Grow(_book.Texts[0], 2);

        RatingItem[] items = [.. _book.Queue(Ada).Items];

        Assert.Equal(6 + 1, items.Length);
        Assert.Equal(7, items.Select(item => item.Key).Distinct().Count());
        Assert.Equal([.. below.OrderBy(id => id.Value)], items.Single(item => item.Parent == _book.Texts[0]).Shown.OrderBy(id => id.Value));
    }

    [Fact]
    public void Queue_OfManyTexts_ComparesEachWithThoseNearIt_NotAllWithAll()
    {
        JudgementScript book = new(16);

        Assert.Equal((4 * 5 / 2) + (11 * 5), book.Queue(Ada).Items.Count);
    }

    [Fact]
    public void Queue_SameSeedAndPerson_IsTheSame_AndSidesAreDrawnByIt()
    {
        JudgementScript book = new(12);
        book.Set(book.Settings with { Seed = 5 });
        string[] once = Order(book.Queue(Ada));
        string[] again = Order(book.Queue(Ada));
        string[] his = Order(book.Queue(Ben));
        book.Set(book.Settings with { Seed = 6 });

        Assert.Equal(once, again);
        Assert.NotEqual(once, his);
        Assert.NotEqual(once, Order(book.Queue(Ada)));
    }

    [Fact]
    public void Sides_OverManyPairs_AreEven()
    {
        JudgementScript book = new(16);
        int early = 0;
        int all = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            book.Set(book.Settings with { Seed = seed });
            foreach (RatingItem item in book.Queue(Ada).Items)
            {
                early += Array.IndexOf(book.Texts, item.Shown[0]) < Array.IndexOf(book.Texts, item.Shown[1]) ? 1 : 0;
                all++;
            }
        }

        Assert.True(MiniHF.Workspace.Ratings.Statistics.WilsonInterval.Of(early, all).Contains(0.5), $"{early} of {all}");
    }

    [Fact]
    public void Queue_PutsFirstWhatFewestOthersJudged_AndLeavesOutWhatIsAnswered()
    {
        BranchId[][] judged = [_book.Texts[..2], _book.Texts[1..3]];
        foreach (BranchId[] pair in judged)
        {
            _book.Give(Ben, JudgementProtocol.Pair, pair, [1, 2]);
        }

        _book.Give(Ada, JudgementProtocol.Pair, [_book.Texts[3], _book.Texts[0]], [1, 1]);
        RatingQueue queue = _book.Queue(Ada);

        Assert.Equal([0, 0, 0, 0, 1, 1], queue.Items.Select(item => item.Others));
        Assert.Equal((1, 3, 6), (queue.Done, queue.JudgedByAnybody, queue.Items.Count));
        Assert.Equal(0, queue.Next(again: false)!.Others);
        Assert.False(queue.Next(again: false)!.IsDone);
    }

    [Fact]
    public void TwoRaters_AtOnce_BeginAtDifferentTexts()
    {
        JudgementScript book = new(2);
        for (int i = 0; i < 12; i++)
        {
            book.Grow(book.Script.Write(Ada, null, $"Beginning {i}"), 4);
        }

        BranchId?[] hers = [.. book.Queue(Ada).Items.Take(6).Select(item => item.Parent)];
        BranchId?[] his = [.. book.Queue(Ben).Items.Take(6).Select(item => item.Parent)];

        Assert.Single(hers.Distinct());
        Assert.Empty(hers.Intersect(his));
    }

    [Fact]
    public void OnlyUnrated_LeavesOutWhatSomebodyElseJudged()
    {
        _book.Set(_book.Settings with { OnlyUnrated = true });
        _book.Give(Ben, JudgementProtocol.Pair, _book.Texts[..2], [1, 2]);

        Assert.Equal((5, 6), (_book.Queue(Ada).Items.Count, _book.Queue(Ben).Items.Count));
    }

    [Fact]
    public void PassedOver_ComesAgainOnlyWhenAskedFor()
    {
        _book.Set(_book.Settings with { Protocol = JudgementProtocol.Score });
        foreach (BranchId text in _book.Texts)
        {
            _book.Give(Ada, JudgementProtocol.Score, [text], text == _book.Texts[2] ? [] : [3]);
        }

        RatingQueue queue = _book.Queue(Ada);

        Assert.Equal((3, 1, null), (queue.Done, queue.Skipped, queue.Next(again: false)));
        Assert.Equal(_book.Texts[2], queue.Next(again: true)!.Shown[0]);
    }

    [Fact]
    public void Thumbs_GivenAnywhere_AreAnswers()
    {
        _book.Set(_book.Settings with { Protocol = JudgementProtocol.Thumb });
        _book.Script.Do(new RateBranch(WriteCellId, _book.Texts[0], Thumb.Up) { By = Ada });

        Assert.Equal((1, 4), (_book.Queue(Ada).Done, _book.Queue(Ada).Items.Count));
        Assert.Equal(1, _book.Queue(Ben).Items[^1].Others);
    }

    [Fact]
    public void Retracted_IsAskedAgain()
    {
        JudgementId id = _book.Give(Ada, JudgementProtocol.Pair, _book.Texts[..2], [1, 2]);
        int before = _book.Queue(Ada).Done;
        _book.Script.Do(new RetractJudgement(id) { By = Ada });

        Assert.Equal((1, 0), (before, _book.Queue(Ada).Done));
    }

    [Fact]
    public void Sources_NameTheTextsToJudge()
    {
        BranchId[] below = _book.Grow(_book.Texts[1], 3);
        _book.Script.Write(Ben, _book.Texts[1], " by hand");
        _book.Script.Do(new PruneBranch(WriteCellId, below[2]) { By = Ada });
        RateSettings of = _book.Settings with { Protocol = JudgementProtocol.Score };

        Assert.Equal(6, Count(of));
        Assert.Equal(2, Count(of with { Source = RateSourceKind.Children, SourceBranch = _book.Texts[1] }));
        Assert.Equal(3, Count(of with { Source = RateSourceKind.Children, SourceBranch = _book.Texts[1], WithPeople = true }));
        Assert.Equal(6, Count(of with { Source = RateSourceKind.Cell, SourceCell = WriteCellId }));
        Assert.Equal(0, Count(of with { Source = RateSourceKind.Cell, SourceCell = _book.Rate }));
        Assert.Equal(0, Count(of with { Source = RateSourceKind.Searches }));
    }

    [Theory]
    [InlineData(2, new[] { 2 })]
    [InlineData(4, new[] { 4 })]
    [InlineData(5, new[] { 5 })]
    [InlineData(6, new[] { 4, 2 })]
    [InlineData(9, new[] { 4, 5 })]
    public void Rankings_TakeTheTextsAsTheyCame_AndLeaveNoneAlone(int texts, int[] sizes)
    {
        JudgementScript book = new(texts);
        book.Set(book.Settings with { Protocol = JudgementProtocol.Ranking, GroupSize = 4 });

        Assert.Equal(sizes.Order(), book.Queue(Ada).Items.Select(item => item.Shown.Length).Order());
    }

    private static string[] Order(RatingQueue queue) => [.. queue.Items.Select(item => string.Join(' ', item.Shown.Select(branch => branch.Value)))];

    private int Count(RateSettings settings)
    {
        _book.Set(settings);
        return _book.Queue(Ada).Items.Count;
    }
}
