using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>A page without the application around it.</summary>
public sealed partial class PlainPage
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
