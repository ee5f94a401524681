using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Inspector;

/// <summary>Where a branch comes from.</summary>
public sealed partial class BranchInspector : MemoComponent
{
    private const int MostScores = 4;

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter]
    public Branch? Branch { get; set; }

    /// <summary>The request that filled it.</summary>
    [Parameter]
    public Growth? Growth { get; set; }

    /// <summary>Tokens of the whole path and the most the model can read; null until known.</summary>
    [Parameter]
    public (int Path, int Context)? Tokens { get; set; }

    /// <summary>What the branch's tokens read as; null where the model that wrote them is not in memory.</summary>
    [Parameter]
    public IReadOnlyList<string>? TokenTexts { get; set; }

    /// <summary>What might have stood in the place of each token; null where that was not recorded.</summary>
    [Parameter]
    public IReadOnlyList<IReadOnlyList<TokenAlternative>>? Alternatives { get; set; }

    /// <summary>Whether the alternatives were looked for.</summary>
    [Parameter]
    public bool IsLookedUp { get; set; }

    /// <summary>What can be done with the branch; null where it can only be looked at.</summary>
    [Parameter]
    public WriteCellActions? Actions { get; set; }

    /// <summary>Asks for what else has a tag.</summary>
    [Parameter]
    public EventCallback<string> OnTag { get; set; }

    protected override object RenderKey => (
        (Branch, Session.State.Judgements, Growth, Tokens, TokenTexts, Session.State.Evaluations, Actions),
        (Alternatives, IsLookedUp, (Session.Past is null, Session.CanWrite), Branch is { } branch && Session.IsNaming(branch.Id)));

    /// <summary>The node of a search this branch is.</summary>
    private WeaveNode? Node => Branch?.Found is { } found && Session.State.Searches.GetValueOrDefault(found.Search) is { } search ? search.Tree.Nodes[found.Node] : null;

    /// <summary>The newest score of each question or constitution it was judged by.</summary>
    private IEnumerable<(CellEvaluation Evaluation, EvaluatedText Text, TextScore Score)> Scores => Branch is { } branch
        ? EvaluationRules.ScoresOf(Session.State, branch.Id).DistinctBy(score => (score.Evaluation.Settings.Criteria.Label, score.Evaluation.Settings.Alone)).Take(MostScores)
        : [];

    private Task GrowFromTokenAsync((int Token, TokenAlternative Instead) chosen) =>
        Actions is { } actions && Branch is { } branch ? actions.GrowFromTokenAsync(branch.Id, chosen.Token, chosen.Instead) : Task.CompletedTask;

    private bool IsChanged(CellEvaluation evaluation, EvaluatedText text) =>
        EvaluationRules.CaseOf(Session.State, evaluation, text) is not { } now || EvaluationRules.HashOf(now) != text.Hash;

    private string PathText => Branch is { } branch && Actions is { } actions ? actions.TextTo(branch.Id) : Branch?.Text ?? "";

    private IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            if (Branch is not { } branch)
            {
                yield break;
            }

            yield return ("made by", branch.Kind switch
            {
                BranchKind.Person => Session.NameOf(branch.By),
                BranchKind.Rewrite when branch.Growth is null => $"{Session.NameOf(branch.By)}, rewriting",
                BranchKind.Weave => $"Weave, for {Session.NameOf(branch.By)}",
                _ => $"the model, for {Session.NameOf(branch.By)}",
            });
            if (!branch.Editors.IsEmpty)
            {
                yield return ("edited by", Authors.EditorsOf(branch, Session));
            }

            yield return ("when", branch.At.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC");
            if (Growth is { } growth)
            {
                yield return ("model", growth.Model);
                if (growth.Adapter.Length > 0)
                {
                    yield return ("adapter", growth.Adapter);
                }

                if (growth.BegunOf is { } begun)
                {
                    yield return ("begins as", $"another branch, up to its token {Words.Number((long)growth.BegunAt)}{(Actions?.Find(begun) is { } other ? $": “{Words.First(other.Text, 4)}”" : "")}");
                }

                yield return ("sampling", string.Join(" · ", SettingsText.Sampling(growth.Settings.Sampling)));
                yield return ("seed", string.Create(CultureInfo.InvariantCulture, $"{growth.Seed}, no. {branch.Index + 1}"));
            }

            if (branch.Found is { } found && Session.State.Searches.GetValueOrDefault(found.Search) is { } search)
            {
                yield return ("model", search.Tree.Provenance.Generator);
                if (search.Tree.Provenance.GeneratorAdapter is { } adapter)
                {
                    yield return ("adapter", adapter);
                }

                if (search.Tree.Provenance.EvaluatorAdapter is { } judge)
                {
                    yield return ("evaluator", judge);
                }

                yield return ("judged by", search.Settings.JudgedBy.Label);
                yield return ("score", ScoreScale.Percent(YesNoScore.Probability(found.Score)));
                yield return ("seed", string.Create(CultureInfo.InvariantCulture, $"{search.Tree.Seed}, node {found.Node}"));
            }

            string characters = Words.Count(new StringInfo(branch.Text).LengthInTextElements, "character", "characters");
            yield return ("length", branch.TokenIds.IsDefaultOrEmpty ? characters : $"{Words.Count(branch.TokenIds.Length, "token", "tokens")} · {characters}");
            string words = Words.Count(PathWords.Count(PathText), "word", "words");
            yield return ("to here", Tokens is { } tokens
                ? $"{words} · {Words.Number((long)tokens.Path)} of {Words.Count(tokens.Context, "token", "tokens")}"
                : words);
        }
    }
}
