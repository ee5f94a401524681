using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Ratings;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Tests.Notebooks;

namespace MiniHF.Workspace.Tests.Ratings;

/// <summary>Preferences read off the use of a notebook: a fixed history gives exactly these pairs.</summary>
public sealed class PreferencesTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void Thumbs_OnSiblings_MakeAPairOfThem()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId good = _script.Write(NotebookScript.Ada, root, " there was light.");
        BranchId bad = _script.Write(NotebookScript.Ada, root, " there was noise.");
        Rate(good, Thumb.Up);
        Rate(bad, Thumb.Down);

        PreferencePair pair = Assert.Single(Find());

        Assert.Equal(("Once", " there was light.", " there was noise.", PreferenceReason.Thumbs, 2.0), (pair.Prompt, pair.Chosen, pair.Rejected, pair.Reason, pair.Strength));
        Assert.Equal("thumbs differ by 2", pair.Why);
        Assert.Equal([EventOf<BranchWritten>(written => written.Branch == good), EventOf<BranchWritten>(written => written.Branch == bad), .. EventsOf<BranchRated>()], pair.Events);
    }

    [Fact]
    public void Thumb_TakenBack_MakesNoPair()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId good = _script.Write(NotebookScript.Ada, root, " light.");
        BranchId bad = _script.Write(NotebookScript.Ada, root, " noise.");
        Rate(good, Thumb.Up);
        Rate(bad, Thumb.Down);
        _script.Do(new UndoChange { By = NotebookScript.Ada });

        Assert.Empty(Find());
    }

    [Fact]
    public void Edit_OverWhatStoodThere_IsPreferredToIt()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId first = _script.Write(NotebookScript.Ada, root, " it rained.");
        _script.Write(NotebookScript.Ada, first, " And rained.");
        _script.Do(new EditBranch(NotebookScript.WriteCellId, first, " it poured.", new BranchId(_script.Next())) { By = NotebookScript.Ada });

        PreferencePair pair = Assert.Single(Find());

        Assert.Equal(("Once", " it poured.", " it rained.", PreferenceReason.Edited, 1.5), (pair.Prompt, pair.Chosen, pair.Rejected, pair.Reason, pair.Strength));
    }

    [Fact]
    public void ScoreOf_OneChildAndTwoGrandchildren_IsTwo()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId child = _script.Write(NotebookScript.Ada, root, " a");
        _script.Write(NotebookScript.Ada, child, " b");
        _script.Write(NotebookScript.Ada, child, " c");

        Assert.Equal(2.0, Preferences.ScoreOf(_script.Tree, _script.Tree.Branches[root]));
    }

    [Fact]
    public void Continuation_OfOneOfSeveral_PrefersItToTheOthers()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId[] grown = Grow(root, " one", " two", " three");
        Grow(grown[1], " and on", " and off");

        (string Chosen, string Rejected, double Strength)[] pairs = [.. Find().Select(pair => (pair.Chosen, pair.Rejected, pair.Strength))];

        Assert.Equal([(" two", " one", 2.0), (" two", " three", 2.0)], pairs);
    }

    [Fact]
    public void Reasons_ThatDisagree_TheStrongerKindHasThePair()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId[] grown = Grow(root, " one", " two");
        Grow(grown[1], " and on");
        Rate(grown[0], Thumb.Up);
        Rate(grown[1], Thumb.Down);

        PreferencePair pair = Assert.Single(Find());

        Assert.Equal((" one", " two", PreferenceReason.Thumbs), (pair.Chosen, pair.Rejected, pair.Reason));
    }

    [Fact]
    public void Search_ThatToldTwoTextsApart_PrefersTheBetterScored()
    {
        SearchScript searching = new();
        searching.RunToEnd(searching.Start());
        NotebookEvidence evidence = EvidenceOf(searching.Script);

        PreferencePair[] pairs = [.. Preferences.Of(evidence).Where(pair => pair.Reason == PreferenceReason.Searched)];

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair =>
        {
            Assert.StartsWith("Once", pair.Prompt, StringComparison.Ordinal);
            Assert.True(pair.Strength >= Preferences.LeastScoreDifference);
            Assert.Single(pair.Events);
        });
    }

    [Fact]
    public void Judgement_OfAPair_OutweighsEveryOtherSign()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId[] grown = Grow(root, " one", " two");
        Grow(grown[1], " and on");
        _script.Happen(new JudgementGiven(
            new JudgementId(_script.Next()), NotebookScript.WriteCellId, JudgementProtocol.Pair, grown, [1, 2], Blind: true, Seed: 1, Asked: null, Comment: null)
        {
            By = NotebookScript.Ben,
        });

        PreferencePair pair = Assert.Single(Find());

        Assert.Equal((" one", " two", PreferenceReason.Judged, 1.0), (pair.Chosen, pair.Rejected, pair.Reason, pair.Strength));
        Assert.Contains(EventsOf<JudgementGiven>().Single(), pair.Events);
    }

    [Fact]
    public void Liked_ByTwoPeople_IsWhatTwoPeopleThumbedUp()
    {
        BranchId root = _script.Write(NotebookScript.Ada, null, "Once");
        BranchId both = _script.Write(NotebookScript.Ada, root, " together.");
        BranchId one = _script.Write(NotebookScript.Ada, root, " alone.");
        Rate(both, Thumb.Up);
        Rate(one, Thumb.Up);
        _script.Do(new RateBranch(NotebookScript.WriteCellId, both, Thumb.Up) { By = NotebookScript.Ben });

        RunItem item = Assert.Single(NotebookItems.Of(EvidenceOf(_script), new NotebookSource(NotebookScript.Notebook, NotebookChoice.Liked, 2)));

        Assert.Equal(("Once together.", "thumbed up by 2", 3), (item.Shown, item.Why, item.Events.Count));
    }

    private static NotebookEvidence EvidenceOf(NotebookScript script) =>
        script.History.Aggregate(NotebookEvidence.Empty, (evidence, entry) => evidence.With(entry.Happened, entry.Origin));

    private IReadOnlyList<PreferencePair> Find() => Preferences.Of(EvidenceOf(_script));

    private void Rate(BranchId branch, Thumb thumb) => _script.Do(new RateBranch(NotebookScript.WriteCellId, branch, thumb) { By = NotebookScript.Ada });

    private BranchId[] Grow(BranchId parent, params string[] texts)
    {
        GrowthId growth = new(_script.Next());
        BranchId[] branches = [.. texts.Select(_ => new BranchId(_script.Next()))];
        _script.Do(new GrowBranch(growth, NotebookScript.WriteCellId, parent, branches) { By = NotebookScript.Ada });
        _script.Happen(new GrowthProgressed(
            NotebookScript.WriteCellId,
            growth,
            [.. branches.Zip(texts, (branch, text) => new BranchProgress(branch, 0, text, [1], [-1f], MiniHF.Engine.Generation.FinishReason.Length))])
        {
            By = MiniHF.Workspace.Accounts.PersonId.Workspace,
        });
        return branches;
    }

    private Guid EventOf<TEvent>(Func<TEvent, bool> which) => _script.History.First(entry => entry.Happened is TEvent happened && which(happened)).Origin.Event;

    private IEnumerable<Guid> EventsOf<TEvent>() => _script.History.Where(entry => entry.Happened is TEvent).Select(entry => entry.Origin.Event);
}
