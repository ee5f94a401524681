using MiniHF.Engine;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;
using SearchFinished = MiniHF.Workspace.Notebooks.Events.SearchFinished;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Searches as events: what is decided, what the fold makes of it, and that no model is needed to make it again.</summary>
public sealed class SearchFoldTests
{
    private readonly SearchScript _script = new();

    [Fact]
    public void Start_FromWhatIsReadAbove_RecordsTextSeedAndModels()
    {
        SearchId id = _script.Start();

        Search search = _script[id];
        Assert.Equal(new SearchSource(WriteCellId, _script.Root), search.Source);
        Assert.Equal(("Once", 7L, "tiny", "hash"), (search.Tree.Prompt, search.Tree.Seed, search.Tree.Provenance.Generator, search.Tree.Provenance.GeneratorHash));
        Assert.Equal((SearchStatus.Running, Server), (search.Status, search.Server));
    }

    [Fact]
    public void Search_ToTheEnd_JoinsItsResultAsBranchesWithScores()
    {
        SearchId id = _script.Start();

        _script.RunToEnd(id);

        Search search = _script[id];
        WeaveNode[] path = [.. search.Tree.Path(search.Tree.Result[0]).Skip(1)];
        Branch[] joined = [.. _script.Script.Tree.PathTo(search.Results[search.Tree.Result[0]]).Skip(1)];
        Assert.Equal(SearchStatus.Finished, search.Status);
        Assert.NotEmpty(path);
        Assert.Equal(
            path.Select(node => (node.Text, BranchKind.Weave, new FoundNode(id, node.Id, node.Score), node.TokenIds[0], node.LogProbabilities[0])),
            joined.Select(branch => (branch.Text, branch.Kind, branch.Found!, branch.TokenIds[0], branch.LogProbabilities[0])));
    }

    [Fact]
    public void Replay_OfTheEvents_IsTheSameToTheByte()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);
        _script.Script.Do(new RateSearchNode(id, 2, Thumb.Up) { By = Ben });
        _script.RunToEnd(id);

        NotebookState again = NotebookJson.Refold(_script.Script.History);

        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(again));
        Assert.Equal(_script[id].Tree.Result.ToArray(), again.Searches[id].Tree.Result.ToArray());
    }

    [Fact]
    public void Snapshot_InTheMiddle_GoesOnAsIfNothingWas()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);
        byte[] snapshot = NotebookJson.Write(_script.State);

        Search read = NotebookJson.Read(snapshot).Searches[id];

        Assert.Equal(snapshot, NotebookJson.Write(NotebookJson.Read(snapshot)));
        Assert.Equal(_script[id].Tree.Next(), read.Tree.Next());
    }

    [Fact]
    public void StoredSnapshot_OfAFinishedSearch_KeepsAllOfIt()
    {
        SearchId id = _script.Start();
        _script.RunToEnd(id);

        NotebookState read = NotebookStream.Fold.Deserialize(NotebookStream.Fold.Serialize(_script.State));

        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(read));
    }

    [Fact]
    public void Thumb_WhileItRuns_IsAddedToTheLogit()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);
        double before = _script[id].Tree.Nodes[1].Logit;

        _script.Script.Do(new RateSearchNode(id, 1, Thumb.Up) { By = Ada });
        _script.Script.Do(new RateSearchNode(id, 1, Thumb.Up) { By = Ben });

        Assert.Equal(before + 8, _script[id].Tree.Nodes[1].Logit, 12);
    }

    [Fact]
    public void Thumb_TakenBackByUndo_LeavesTheOthers()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);
        _script.Script.Do(new RateSearchNode(id, 1, Thumb.Up) { By = Ada });
        _script.Script.Do(new RateSearchNode(id, 1, Thumb.Down) { By = Ben });

        _script.Script.Do(new UndoChange { By = Ada });

        Assert.Equal((Thumb.None, Thumb.Down, -4.0), (_script[id].ThumbOf(1, Ada), _script[id].ThumbOf(1, Ben), _script[id].Tree.Nodes[1].Steering));
    }

    [Fact]
    public void Thumb_BetweenTwoSteps_DoesNotLoseWhatWasBeingMade()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);
        WeaveEvent made = SearchScript.Made(_script[id].Tree);
        _script.Script.Do(new RateSearchNode(id, 1, Thumb.Down) { By = Ada });
        int nodes = _script[id].Tree.Nodes.Length;

        foreach (NotebookEvent happened in Workspace.Notebooks.Decide.NotebookDecider.Advance(_script[id], made, SearchCost.None, Ada))
        {
            _script.Script.Happen(happened);
        }

        Assert.Equal(nodes + 2, _script[id].Tree.Nodes.Length);
    }

    [Fact]
    public void Stop_Midway_EndsOnTheSpotWithAResult()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);

        _script.Script.Do(new StopSearch(id) { By = Ben });

        Assert.Equal(SearchStatus.Stopped, _script[id].Status);
        Assert.Single(_script.Script.Tree.Branches[_script.Root].Children);
    }

    [Fact]
    public void Stop_BeforeAnything_LeavesTheTreeAsItWas()
    {
        SearchId id = _script.Start();

        _script.Script.Do(new StopSearch(id) { By = Ben });

        Assert.Equal(SearchStatus.Stopped, _script[id].Status);
        Assert.Empty(_script.Script.Tree.Branches[_script.Root].Children);
    }

    [Fact]
    public void Undo_OfARunningSearch_StopsItAndPutsItsResultAside()
    {
        SearchId id = _script.Start();
        _script.Advance(id);
        _script.Advance(id);

        _script.Script.Do(new UndoChange { By = Ada });

        BranchId found = Assert.Single(_script.Script.Tree.Branches[_script.Root].Children);
        Assert.Equal((SearchStatus.Stopped, true, true), (_script[id].Status, _script[id].PutAside, _script.Script.Tree.Branches[found].Pruned));
    }

    [Fact]
    public void Undo_OfTheCell_PausesWhatSomebodyElseSearchesInIt()
    {
        CellId cell = new(_script.Script.Next());
        _script.Script.Do(new AddCell(cell, CellKind.Weave, WriteCellId) { By = Ada });
        SearchId id = new(_script.Script.Next());
        _script.Script.Do(new StartSearch(id, cell) { By = Ben });

        _script.Script.Do(new UndoChange { By = Ada });

        Assert.Equal(SearchStatus.Paused, _script[id].Status);
    }

    [Fact]
    public void UndoAndRedo_OfAFinishedSearch_HidesAndShowsItsResult()
    {
        SearchId id = _script.Start();
        _script.RunToEnd(id);
        BranchId found = _script.Script.Tree.Branches[_script.Root].Children[0];

        _script.Script.Do(new UndoChange { By = Ada });
        bool hidden = _script.Script.Tree.Branches[found].Pruned;
        _script.Script.Do(new RedoChange { By = Ada });

        Assert.Equal((true, false), (hidden, _script.Script.Tree.Branches[found].Pruned));
    }

    [Fact]
    public void Fork_BeginsWhereTheOtherStood_UnderItsOwnSeed()
    {
        SearchId id = _script.Start();
        _script.RunToEnd(id);
        SearchId fork = new(_script.Script.Next());
        CellId cell = new(_script.Script.Next());

        _script.Script.Do(new ForkSearch(fork, cell, id, ExtraBudget: 4) { By = Ben });
        _script.RunToEnd(fork);

        Assert.Equal([WriteCellId, _script.WeaveCell, cell], _script.State.Order);
        Assert.Equal(_script[id].Tree.Nodes.Select(node => node.Text), _script[fork].Tree.Nodes.Take(7).Select(node => node.Text));
        Assert.Equal((11, SearchStatus.Finished), (_script[fork].Tree.Nodes.Length, _script[fork].Status));
    }

    [Fact]
    public void Resume_WithAnotherModel_IsRefused()
    {
        SearchId id = _script.Start();
        _script.Script.Do(new PauseSearch(id) { By = Ada });

        UserFacingException refused = Assert.Throws<UserFacingException>(() => Workspace.Notebooks.Decide.NotebookDecider.Decide(
            new ResumeSearch(id) { By = Ada }, _script.State, new Workspace.Notebooks.Decide.GrowthFacts(1, "tiny", "other", Server)));

        Assert.Contains("not the one this search was begun with", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_AfterAPause_IsAnotherAttempt()
    {
        SearchId id = _script.Start();
        _script.Script.Do(new PauseSearch(id) { By = Ada });

        _script.Script.Do(new ResumeSearch(id) { By = Ada });

        Assert.Equal((SearchStatus.Running, 2), (_script[id].Status, _script[id].Attempt));
    }

    [Fact]
    public void Edit_OfTheBranchSearchedFrom_IsWrittenBesideIt()
    {
        SearchId id = _script.Start();
        BranchId rewrite = new(_script.Script.Next());

        _script.Script.Do(new EditBranch(WriteCellId, _script.Root, "Twice", rewrite) { By = Ada });

        Assert.Equal(("Once", "Twice"), (_script.Script.Tree.Branches[_script.Root].Text, _script.Script.Tree.Branches[rewrite].Text));
        Assert.Equal("Once", _script[id].Tree.Prompt);
    }

    [Fact]
    public void Prune_OfTheBranchSearchedFrom_PausesTheSearch()
    {
        SearchId id = _script.Start();

        _script.Script.Do(new PruneBranch(WriteCellId, _script.Root) { By = Ada });

        Assert.Equal(SearchStatus.Paused, _script[id].Status);
    }

    [Fact]
    public void Start_BadConstitution_IsRefusedWithItsLine()
    {
        SearchSettings settings = SearchSettings.Default with { UsesConstitution = true, Constitution = "==[PREAMBLE]==\nHello\n==[Principle: One; Weight: heavy]==\nAsk?" };
        _script.Script.Do(new ChangeSearchSettings(_script.WeaveCell, settings) { By = Ada });

        UserFacingException refused = Assert.ThrowsAny<UserFacingException>(() => _script.Start());

        Assert.StartsWith("Constitution, line 3:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_ThatDoNotFitOn_AreNotAppended()
    {
        SearchId id = _script.Start();
        NotebookState before = _script.State;

        _script.Script.Happen(new SearchAdvanced(_script.WeaveCell, id, 5, [new RootScored(0)], SearchCost.None) { By = Ada });
        _script.Script.Happen(new SearchAdvanced(_script.WeaveCell, id, 1, [new RoundEnded([9])], SearchCost.None) { By = Ada });
        _script.Script.Happen(new SearchFinished(_script.WeaveCell, id, []) { By = Ada });

        Assert.Equal(NotebookJson.Write(before), NotebookJson.Write(_script.State));
    }

    [Fact]
    public void Cost_OfASearch_GivesWhatSharingSaved()
    {
        SearchId id = _script.Start();
        _script.RunToEnd(id);

        Search search = _script[id];

        Assert.Equal(new SearchCost(40, 360), search.Cost);
        Assert.Equal((34.0 + 360) / 34, search.Cost.PrefillSaving(search.Tree.Nodes.Sum(node => node.TokenIds.Count)));
    }
}
