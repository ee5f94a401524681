using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Notebooks;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Ratings;

public sealed class JudgementFoldTests
{
    private readonly JudgementScript _book = new();

    [Fact]
    public void Judgement_OfAPair_KeepsWhatWasShownWhereAndHow()
    {
        JudgementId id = _book.Give(Ben, JudgementProtocol.Pair, [_book.Texts[2], _book.Texts[0]], [2, 1], " it moves ");

        Judgement judgement = _book.State.Judgements[id];
        Assert.Equal<BranchId>([_book.Texts[2], _book.Texts[0]], judgement.Shown);
        Assert.Equal<int>([2, 1], judgement.Values);
        Assert.Equal((Ben, JudgementProtocol.Pair, true, 7L, _book.Rate, "it moves", false), (judgement.By, judgement.Protocol, judgement.Blind, judgement.Seed, judgement.Asked, judgement.Comment, judgement.Retracted));
        Assert.Equal((1, -1), (judgement.Compare(_book.Texts[0], _book.Texts[2]), judgement.Compare(_book.Texts[2], _book.Texts[0])));
        Assert.Equal(judgement.Given, judgement.Said);
    }

    [Fact]
    public void Judgement_RevisedAndRetracted_IsKeptAndCountsNoMore()
    {
        JudgementId id = _book.Give(Ada, JudgementProtocol.Score, [_book.Texts[0]], [2]);

        _book.Script.Do(new ReviseJudgement(id, [4], "better than I thought") { By = Ada });
        bool counted = _book.State.Judgements[id].Counts;
        _book.Script.Do(new RetractJudgement(id) { By = Ada });

        Judgement judgement = _book.State.Judgements[id];
        Assert.True(counted);
        Assert.Equal((4, "better than I thought", true, false), (judgement.Values[0], judgement.Comment, judgement.Retracted, judgement.Counts));
        Assert.NotEqual(judgement.Given, judgement.Said);
    }

    [Fact]
    public void Undo_TakesBackOnlyOnesOwnSteps_OneByOne_AndRedoesThem()
    {
        JudgementId hers = _book.Give(Ada, JudgementProtocol.Score, [_book.Texts[0]], [2]);
        JudgementId his = _book.Give(Ben, JudgementProtocol.Score, [_book.Texts[0]], [5]);
        _book.Script.Do(new ReviseJudgement(hers, [3], null) { By = Ada });
        _book.Script.Do(new RetractJudgement(hers) { By = Ada });

        List<(int Value, bool Retracted)> seen = [];
        for (int i = 0; i < 3; i++)
        {
            _book.Script.Do(new UndoChange { By = Ada });
            seen.Add((_book.State.Judgements[hers].Values[0], _book.State.Judgements[hers].Retracted));
        }

        _book.Script.Do(new RedoChange { By = Ada });

        Assert.Equal([(3, false), (2, false), (2, true)], seen);
        Assert.Equal((2, false), (_book.State.Judgements[hers].Values[0], _book.State.Judgements[hers].Retracted));
        Assert.True(_book.State.Judgements[his].Counts);
    }

    [Fact]
    public void Thumb_GivenWhenAsked_IsTheBranchsThumb_WithItsWordsBeside()
    {
        JudgementId id = _book.Give(Ben, JudgementProtocol.Thumb, [_book.Texts[1]], [-1], "it repeats itself");

        Assert.Equal(Thumb.Down, _book.Script.Tree.Branches[_book.Texts[1]].Thumbs[Ben]);
        Assert.Equal((JudgementProtocol.Comment, "it repeats itself", false, false), (_book.State.Judgements[id].Protocol, _book.State.Judgements[id].Comment, _book.State.Judgements[id].Counts, _book.State.Judgements[id].IsSkipped));
    }

    [Fact]
    public void Judgement_PassedOver_SaysWhyAndCountsForNothing()
    {
        JudgementId id = _book.Give(Ben, JudgementProtocol.Ranking, _book.Texts, [], "all the same");

        Assert.Equal((true, false, "all the same"), (_book.State.Judgements[id].IsSkipped, _book.State.Judgements[id].Counts, _book.State.Judgements[id].Comment));
    }

    [Fact]
    public void Judgement_OfSomebodyElse_IsNotOnesToChange()
    {
        JudgementId id = _book.Give(Ben, JudgementProtocol.Score, [_book.Texts[0]], [2]);

        Assert.Throws<UserFacingException>(() => _book.Script.Do(new ReviseJudgement(id, [3], null) { By = Ada }));
        Assert.Throws<UserFacingException>(() => _book.Script.Do(new RetractJudgement(id) { By = Ada }));
    }

    [Theory]
    [InlineData(JudgementProtocol.Pair, 2, new[] { 2, 2 })]
    [InlineData(JudgementProtocol.Pair, 2, new[] { 1 })]
    [InlineData(JudgementProtocol.Pair, 3, new[] { 1, 2, 2 })]
    [InlineData(JudgementProtocol.Score, 1, new[] { 6 })]
    [InlineData(JudgementProtocol.Thumb, 1, new[] { 0 })]
    [InlineData(JudgementProtocol.Ranking, 4, new[] { 1, 0, 0, 0 })]
    [InlineData(JudgementProtocol.Comment, 1, new[] { 1 })]
    public void Judgement_ThatIsNoAnswer_IsRefused(JudgementProtocol protocol, int shown, int[] values) =>
        Assert.Throws<UserFacingException>(() => _book.Give(Ada, protocol, _book.Texts[..shown], values));

    [Fact]
    public void Judgement_OfTextsThatFollowDifferentOnes_IsRefused()
    {
        BranchId[] below = _book.Grow(_book.Texts[0], 2);

        Assert.Throws<UserFacingException>(() => _book.Give(Ada, JudgementProtocol.Pair, [_book.Texts[1], below[0]], [1, 2]));
    }

    [Fact]
    public void Snapshot_WithJudgementsAndARateCell_IsTheStateToTheByte()
    {
        _book.Set(RateSettings.Default with { Protocol = JudgementProtocol.Ranking, Source = RateSourceKind.Children, SourceBranch = _book.Root, Seed = 12, Question = "Quieter?" });
        _book.Give(Ben, JudgementProtocol.Ranking, _book.Texts, [2, 1, 0, 3], "why not");
        JudgementId id = _book.Give(Ada, JudgementProtocol.Pair, _book.Texts[..2], [1, 1]);
        _book.Script.Do(new RetractJudgement(id) { By = Ada });

        byte[] snapshot = NotebookSnapshot.Write(_book.State);
        NotebookState read = NotebookSnapshot.Read(snapshot);

        Assert.Equal(NotebookJson.Write(_book.State), NotebookJson.Write(read));
        Assert.Equal(snapshot, NotebookSnapshot.Write(read));
        Assert.Equal(snapshot, NotebookSnapshot.Write(NotebookJson.Refold(_book.Script.History)));
    }

    [Fact]
    public void StoredJudgement_HasItsFrozenMembers()
    {
        JudgementGiven given = new(new JudgementId(Guid.Empty), new CellId(Guid.Empty), JudgementProtocol.Pair, [new BranchId(Guid.Empty)], [1], true, 7, null, "why") { By = Ada };

        Assert.Equal(
            """{"Judgement":"00000000-0000-0000-0000-000000000000","Text":"00000000-0000-0000-0000-000000000000","Protocol":2,"Shown":["00000000-0000-0000-0000-000000000000"],"Values":[1],"Blind":true,"Seed":7,"Asked":null,"Comment":"why","By":"00000000-0000-0000-0000-0000000000aa"}""",
            JsonSerializer.Serialize(given, EventJson.Options));
    }
}
