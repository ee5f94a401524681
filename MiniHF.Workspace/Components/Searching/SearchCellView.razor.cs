using System.Globalization;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>A search from a branch: what it judges by, its tree as it grows, what it made of each piece, and the thumbs that steer it.</summary>
public sealed partial class SearchCellView : CellView<WeaveCell>, IRunningCell
{
    private int? _selected;
    private SearchId? _shown;
    private SearchForm? _form;

    /// <summary>Which of the cell's searches is shown: the newest, unless another was chosen.</summary>
    private int At => _shown is { } chosen && Cell.Searches.IndexOf(chosen) is >= 0 and var at ? at : Cell.Searches.Count - 1;

    private Search? Search => At < 0 ? null : Session.State.Searches.GetValueOrDefault(Cell.Searches[At]);

    private Search? Newest => Cell.Searches.IsEmpty ? null : Session.State.Searches.GetValueOrDefault(Cell.Searches[^1]);

    private bool IsEarlier => At < Cell.Searches.Count - 1;

    private bool ShowsForm => Newest is null or { HasEnded: true };

    private IReadOnlyList<PastItem> Past => [.. Cell.Searches.Select(id => Session.State.Searches.GetValueOrDefault(id)).OfType<Search>().Select(ItemOf)];

    /// <summary>Who judged, where it is not simply the model that wrote.</summary>
    private string Judges => Search?.Tree.Provenance is not { } made ? "" : (made.Evaluator == made.Generator, made.EvaluatorAdapter) switch
    {
        (true, null) => "",
        (true, { } adapter) => $"by {adapter}",
        (false, null) => $"by {made.Evaluator}",
        (false, { } adapter) => $"by {made.Evaluator} + {adapter}",
    };

    private SearchSource? Source => Search is { HasEnded: false } running ? running.Source : SearchRules.SourceOf(Session.State, Cell, Session.Me);

    private SearchDraft? Draft => Search is { Status: SearchStatus.Running } running ? Session.DraftOf(running.Id) : null;

    private ScoreScale Scale => Search is { } search ? ScoreScale.Of(search.Tree) : default;

    /// <summary>The node that is being continued, as this server sees it, or else as the search says it must be.</summary>
    private (int Parent, int Count)? Writing => Search is { Status: SearchStatus.Running } running && running.Tree.Next() is ExpandNode next
        ? (next.NodeId, next.Count)
        : null;

    /// <summary>The node chosen; else the result, once there is one.</summary>
    private WeaveNode? Shown => Search is not { } search ? null
        : _selected is { } chosen && chosen > 0 && chosen < search.Tree.Nodes.Length ? search.Tree.Nodes[chosen]
        : search.Tree.Result.Any(node => node > 0) ? search.Tree.Nodes[search.Tree.Result.First(node => node > 0)]
        : null;

    private BranchId? ResultBranch => Search is { PutAside: false } search && search.Tree.Result.Any(search.Results.ContainsKey)
        ? search.Results[search.Tree.Result.First(search.Results.ContainsKey)]
        : null;

    private string? Saving => Search is { } search && search.Cost.PrefillSaving(search.Tree.Nodes.Sum(node => (long)node.TokenIds.Count)) is { } times && times >= 1.05
        ? string.Create(CultureInfo.InvariantCulture, $"{times:0.0}× less prefill")
        : null;

    private string Facts
    {
        get
        {
            string from = Source is { } source && SearchRules.BranchOf(Session.State, source) is { } branch
                ? $"from “{LastWords(branch.Text)}”"
                : "from what you read above";
            if (Search is not { } search)
            {
                return from;
            }

            string state = search.Status switch
            {
                SearchStatus.Paused => " · paused",
                SearchStatus.Interrupted => " · interrupted",
                SearchStatus.Failed => " · failed",
                SearchStatus.Stopped => " · stopped",
                SearchStatus.Finished => " · done",
                _ => "",
            };
            int made = search.Tree.Nodes.Length - 1;
            return string.Create(CultureInfo.InvariantCulture, $"{from} · {made} of {made + search.Tree.BudgetLeft} · round {Math.Max(1, search.Tree.Round + (search.HasEnded ? 0 : 1))}{state}");
        }
    }

    /// <inheritdoc />
    public Task SettleAsync()
    {
        (_shown, _selected) = (null, null);
        return _form?.SettleAsync() ?? Task.CompletedTask;
    }

    /// <summary>The end of what is continued: it is what a writer knows it by.</summary>
    private static string LastWords(string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "…" : string.Join(' ', words.TakeLast(3)).TrimEnd(',', '.', ';', ':');
    }

    private static PastItem ItemOf(Search search)
    {
        string state = search.Status.ToString().ToLowerInvariant();
        int result = search.HasEnded ? search.Tree.Result.FirstOrDefault(node => node > 0) : 0;
        double score = result > 0 ? search.Tree.Nodes[result].Score : double.NaN;
        return new PastItem(
            result > 0 ? ScoreScale.Percent(YesNoScore.Probability(score)) : state,
            string.Create(CultureInfo.InvariantCulture, $"{state} · {search.Tree.Nodes.Length - 1} nodes · {search.Settings.JudgedBy.Label}"),
            result > 0 ? new ScoreScale(0, 1).ColourOf(score) : null);
    }

    private void Show(int at) => (_shown, _selected) = (Cell.Searches[at], null);

    private void Select(int node) => _selected = node;

    private Task RateAsync((int Node, Thumb Thumb) rated)
    {
        if (Search is not { } search)
        {
            return Task.CompletedTask;
        }

        Thumb thumb = search.ThumbOf(rated.Node, Session.Me) == rated.Thumb ? Thumb.None : rated.Thumb;
        return Session.TryAsync(new RateSearchNode(search.Id, rated.Node, thumb) { By = Session.Me });
    }

    private async Task StartAsync()
    {
        await SettleAsync();
        await Session.TryAsync(new StartSearch(SearchId.New(), Cell.Id) { By = Session.Me });
    }

    private Task ForkAsync(Search search)
    {
        int extra = search.Tree.BudgetLeft > 0 ? 0 : search.Tree.Parameters.RoundBudget;
        return Session.TryAsync(new ForkSearch(SearchId.New(), CellId.New(), search.Id, extra) { By = Session.Me });
    }
}
