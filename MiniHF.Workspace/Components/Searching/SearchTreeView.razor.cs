using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>A search, drawn: the score is the colour, what it is committed to the blue path, what it gave up pale, the result ringed.</summary>
public sealed partial class SearchTreeView : MemoComponent
{
    private ImmutableHashSet<int> _results = [];
    private object? _laidOut;

    [Parameter, EditorRequired]
    public required Search Search { get; set; }

    /// <summary>The node that is being continued, and how many times; null where none is.</summary>
    [Parameter]
    public (int Parent, int Count)? Writing { get; set; }

    /// <summary>The node looked at.</summary>
    [Parameter]
    public int? Selected { get; set; }

    [Parameter]
    public EventCallback<int> OnSelect { get; set; }

    [Parameter]
    public EventCallback<(int Node, Thumb Thumb)> OnRate { get; set; }

    protected override object RenderKey => (Search, Writing, Selected);

    private SearchTreeLayout Layout { get; set; } = null!; // set by OnParametersSet before any render

    private ScoreScale Scale { get; set; }

    protected override void OnParametersSet()
    {
        object shown = (Search.Tree, Writing);
        if (shown.Equals(_laidOut))
        {
            return;
        }

        _laidOut = shown;
        Layout = SearchTreeLayout.Of(Search.Tree, Writing);
        Scale = ScoreScale.Of(Search.Tree);
        _results = [.. Search.Tree.Result];
    }

    private static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Edge(SearchTreeNode from, SearchTreeNode to)
    {
        string middle = Px((from.X + to.X) / 2);
        return $"M{Px(from.X)} {Px(from.Y)}C{middle} {Px(from.Y)} {middle} {Px(to.Y)} {Px(to.X)} {Px(to.Y)}";
    }

    private static string Css(WeaveNode node) => (node.Id, node.IsCommitted, node.IsPruned) switch
    {
        (0, _, _) => "root",
        (_, true, _) => "committed",
        (_, _, true) => "pruned",
        _ => "",
    };

    private static string Signed(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    private string EdgeCss(SearchTreeNode node) => node.Id < 0 ? "coming-edge" : Css(Search.Tree.Nodes[node.Id]);

    private string? MarkOf(int node) => Search.Thumbs.GetValueOrDefault(node)?.Values.Sum(thumb => (int)thumb) switch
    {
        > 0 => "up",
        < 0 => "down",
        _ => null,
    };

    private string Label(WeaveNode node)
    {
        string state = _results.Contains(node.Id) ? ", the result" : node.IsCommitted && node.Id > 0 ? ", committed" : node.IsPruned ? ", given up" : "";
        string words = Words.Opening(node.Text, 80);
        return $"{ScoreScale.Percent(YesNoScore.Probability(node.Score))}{state}: {(words.Length == 0 ? "(empty)" : words)}";
    }

    private string Details(WeaveNode node) => node.Id == 0
        ? Label(node)
        : $"{Label(node)}\nlogit {Signed(node.Logit)} · gumbel {Signed(node.Gumbel)} · phi {Signed(node.Phi)}";

    private Task KeyAsync(KeyboardEventArgs key)
    {
        Thumb thumb = key.Key switch
        {
            "u" => Thumb.Up,
            "d" => Thumb.Down,
            _ => Thumb.None,
        };
        return Selected is { } node && node > 0 && thumb != Thumb.None ? OnRate.InvokeAsync((node, thumb)) : Task.CompletedTask;
    }
}
