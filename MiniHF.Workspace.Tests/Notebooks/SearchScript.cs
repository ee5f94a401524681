using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>A notebook in memory with a weave cell under its write cell, and searches in it whose texts and scores a script makes up.</summary>
internal sealed class SearchScript
{
    public static readonly WeaveParameters Small = new(Tokens: 4, Budget: 6, RoundBudget: 4, Expand: 2, MaxLookahead: 2);

    public SearchScript()
    {
        Root = Script.Write(NotebookScript.Ada, null, "Once");
        WeaveCell = new CellId(Script.Next());
        Script.Do(new AddCell(WeaveCell, CellKind.Weave, NotebookScript.WriteCellId) { By = NotebookScript.Ada });
        Script.Do(new ChangeSearchSettings(WeaveCell, SearchSettings.Default with { Parameters = Small }) { By = NotebookScript.Ada });
    }

    public NotebookScript Script { get; } = new();

    public BranchId Root { get; }

    public CellId WeaveCell { get; }

    public NotebookState State => Script.State;

    public SearchId Start()
    {
        SearchId search = new(Script.Next());
        Script.Do(new StartSearch(search, WeaveCell) { By = NotebookScript.Ada });
        return search;
    }

    public Search this[SearchId search] => State.Searches[search];

    /// <summary>What the model of the script makes of the search's next step; a function of the step alone.</summary>
    public static WeaveEvent Made(WeaveSearch tree) => tree.Next() switch
    {
        ExpandNode expand => new NodeExpanded(
            expand.NodeId,
            [
                .. Enumerable.Range(tree.Nodes.Length, expand.Count).Select(id => new WeaveChild($" {id}", Math.Sin(id), GumbelStream.Draw(tree.Seed, id))
                {
                    TokenIds = [id],
                    LogProbabilities = [-id],
                    Principles = [new PrincipleScore("reads well", Math.Sin(id))],
                }),
            ]),
        ScoreRoot => new RootScored(0),
        _ => throw new InvalidOperationException("Nothing is left to make."),
    };

    public void Advance(SearchId search)
    {
        foreach (NotebookEvent happened in NotebookDecider.Advance(this[search], Made(this[search].Tree), new SearchCost(10, 90), PersonId.Workspace))
        {
            Script.Happen(happened);
        }
    }

    public void RunToEnd(SearchId search)
    {
        while (!this[search].HasEnded)
        {
            Advance(search);
        }
    }
}
