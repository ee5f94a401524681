using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>Grow, stop, and what is done with the branch one reads.</summary>
public sealed partial class GrowBar : MemoComponent
{
    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required GenerationSettings Settings { get; set; }

    [Parameter]
    public Branch? Focus { get; set; }

    [Parameter]
    public bool IsGrowing { get; set; }

    /// <summary>Number of branches beside the focus, itself included.</summary>
    [Parameter]
    public int Siblings { get; set; }

    /// <summary>Which of them the focus is, from 1.</summary>
    [Parameter]
    public int Place { get; set; }

    [Parameter]
    public int Continuations { get; set; }

    [Parameter]
    public bool SettingsOpen { get; set; }

    [Parameter]
    public EventCallback OnGrow { get; set; }

    [Parameter]
    public EventCallback OnWeave { get; set; }

    [Parameter]
    public EventCallback OnSettings { get; set; }

    [Parameter]
    public EventCallback<BranchId> OnEdit { get; set; }

    protected override object RenderKey => (Settings, Focus, IsGrowing, (Siblings, Place), Continuations, SettingsOpen);

    private string GrowLabel => Continuations > 0 ? $"Grow {Settings.Count} more" : $"Grow {Settings.Count}";
}
