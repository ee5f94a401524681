using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>What a search knows of one node, and the thumbs that steer it.</summary>
public sealed partial class SearchNodePanel : MemoComponent
{
    private const int MostBefore = 220;

    [Parameter, EditorRequired]
    public required Search Search { get; set; }

    [Parameter, EditorRequired]
    public required WeaveNode Node { get; set; }

    /// <summary>Whose thumbs the buttons show.</summary>
    [Parameter]
    public PersonId Me { get; set; }

    [Parameter]
    public EventCallback<(int Node, Thumb Thumb)> OnRate { get; set; }

    protected override object RenderKey => (Search, Node);

    private ScoreScale Scale => ScoreScale.Of(Search.Tree);

    private Thumb Mine => Search.ThumbOf(Node.Id, Me);

    /// <summary>The end of what the search found before this node, on the way to it, on one line: it is there to be recognised, not read.</summary>
    private string Before
    {
        get
        {
            string whole = Node.ParentId is { } parent ? Search.Tree.BranchText(parent) : "";
            string text = string.Join(' ', whole.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            int cut = text.Length <= MostBefore ? 0 : text.IndexOf(' ', text.Length - MostBefore) + 1;
            return text.Length == 0 ? "" : $"{(cut == 0 ? "" : "…")}{text[cut..]} ";
        }
    }

    private string State => Search.Tree.Result.Contains(Node.Id) ? "the result"
        : Node.IsCommitted ? "committed"
        : Node.IsPruned ? "given up"
        : Node.IsLeaf ? "open"
        : "looked into";

    private string Steers(string meaning) => Search.HasEnded ? meaning : $"{meaning}: the search leans that way";
}
