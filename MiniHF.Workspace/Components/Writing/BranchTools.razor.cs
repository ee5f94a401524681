using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>The small buttons of a branch: thumbs, edit, bookmark, prune.</summary>
public sealed partial class BranchTools : MemoComponent
{
    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required Branch Branch { get; set; }

    [Parameter]
    public EventCallback<BranchId> OnEdit { get; set; }

    protected override object RenderKey => (Branch.Id, Branch.Thumbs, Branch.Bookmarked);

    private Thumb Mine => Branch.Thumbs.GetValueOrDefault(Actions.Session.Me);

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    /// <summary>How many people gave this thumb, once it is more than this person alone.</summary>
    private string Others(Thumb thumb)
    {
        int all = Branch.Thumbs.Count(pair => pair.Value == thumb);
        return all > (Mine == thumb ? 1 : 0) ? Words.Number(all) : "";
    }
}
