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

    /// <summary>Which of the branches beside each other the focus is, from 1, and how many they are.</summary>
    [Parameter]
    public (int At, int Of) Place { get; set; }

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

    protected override object RenderKey => (Settings, Focus, IsGrowing, Place, Continuations, SettingsOpen);

    private string GrowLabel => Continuations > 0 ? $"Grow {Settings.Count} more" : $"Grow {Settings.Count}";
}
