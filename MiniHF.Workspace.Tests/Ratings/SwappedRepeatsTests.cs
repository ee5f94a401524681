using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Rating;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Ratings;

/// <summary>Some pairs come again with the sides swapped, so that a liking for a side is told from a liking for a text.</summary>
public sealed class SwappedRepeatsTests
{
    private readonly JudgementScript _book = new(6);

    public SwappedRepeatsTests() => _book.Set(_book.Settings with { Again = 50, Seed = 3 });

    private RatingReport Report => RatingReport.Of(_book.State, _book.Settings, _book.Rate);

    [Fact]
    public void Queue_OfAnsweredPairs_AsksSomeAgain_SwappedAndLater()
    {
        int before = _book.Queue(Ada).Items.Count;
        List<Judgement> order = AnswerAll(item => [1, 2]);
        Judgement[] again = [.. order.Where(judgement => judgement.Repeats is not null)];

        Assert.Equal((15, 15), (before, order.Count - again.Length));
        Assert.InRange(again.Length, 3, 12);
        Assert.All(again, judgement =>
        {
            Judgement first = _book.State.Judgements[judgement.Repeats!.Value];
            Assert.Equal(first.Shown.Reverse(), judgement.Shown);
            Assert.True(order.IndexOf(judgement) > order.IndexOf(first));
        });
        Assert.Contains(again, judgement => order.IndexOf(judgement) - order.IndexOf(_book.State.Judgements[judgement.Repeats!.Value]) > RatingQueue.Between);
    }

    [Fact]
    public void Report_WhoAlwaysChoosesTheLeft_IsLedByTheSide_AndWhoChoosesTheTextIsNot()
    {
        AnswerAll(_ => [1, 2]);
        SwapConsistency led = Report.Swapped;
        JudgementScript other = new(6);
        other.Set(other.Settings with { Again = 50, Seed = 3 });
        AnswerAll(item => item.Shown[0].Value.CompareTo(item.Shown[1].Value) < 0 ? [1, 2] : [2, 1], other);
        SwapConsistency steady = RatingReport.Of(other.State, other.Settings, other.Rate).Swapped;

        Assert.Equal((0, led.Asked, 0.0), (led.SameText, led.LeftTwice, led.Share));
        Assert.Equal((steady.Asked, 1.0), (steady.SameText, steady.Share));
        Assert.Contains($"the same text 0 of {led.Asked} times: 0 %, likely between 0 %", RatingWords.Say(led), StringComparison.Ordinal);
    }

    [Fact]
    public void Preferences_SaidTwice_CountOnce_AndContradictedCountNothing()
    {
        (BranchId a, BranchId b, BranchId c) = (_book.Texts[0], _book.Texts[1], _book.Texts[2]);
        JudgementId steady = _book.Give(Ada, JudgementProtocol.Pair, [a, b], [1, 2]);
        JudgementId led = _book.Give(Ada, JudgementProtocol.Pair, [b, c], [1, 2]);
        Repeat(steady, [b, a], [2, 1]);
        Repeat(led, [c, b], [1, 2]);

        BranchStandings standings = BranchStandings.Of(_book.State);

        Assert.Equal((1, 0, 0), (standings.Of(a).Won, standings.Of(a).Lost, standings.Of(a).Equal));
        Assert.Equal((1, 1), (standings.Of(c).Won, standings.Of(c).Lost));
    }

    [Fact]
    public void Repetition_IsKeptInTheSnapshot_AndOnlyOfOnesOwn()
    {
        JudgementId first = _book.Give(Ada, JudgementProtocol.Pair, [_book.Texts[0], _book.Texts[1]], [1, 2]);
        JudgementId again = Repeat(first, [_book.Texts[1], _book.Texts[0]], [1, 2]);
        JudgementId others = Repeat(first, [_book.Texts[1], _book.Texts[0]], [1, 2], by: Ben);
        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(_book.State));

        Assert.Equal((first, (JudgementId?)null), (read.Judgements[again].Repeats!.Value, read.Judgements[others].Repeats));
    }

    private JudgementId Repeat(JudgementId first, BranchId[] shown, int[] values, PersonId? by = null)
    {
        JudgementId id = new(_book.Script.Next());
        _book.Script.Do(new GiveJudgement(id, WriteCellId, JudgementProtocol.Pair, shown, values, true, 7, _book.Rate, null, first) { By = by ?? Ada });
        return id;
    }

    /// <summary>Answers whatever comes next until nothing does, and gives the answers in their order.</summary>
    private List<Judgement> AnswerAll(Func<RatingItem, int[]> answer, JudgementScript? book = null)
    {
        book ??= _book;
        List<Judgement> order = [];
        while (book.Queue(Ada).Next(again: false) is { } item)
        {
            JudgementId id = new(book.Script.Next());
            book.Script.Do(new GiveJudgement(id, WriteCellId, item.Protocol, item.Shown, answer(item), true, book.Queue(Ada).Seed, book.Rate, null, item.Repeats?.Id) { By = Ada });
            order.Add(book.State.Judgements[id]);
        }

        return order;
    }
}
