using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>What all cells have: a number that folds them, the mark of where the keyboard is, their tools, and where their work stands.</summary>
public sealed partial class CellFrame : ComponentBase
{
    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required Cell Cell { get; set; }

    /// <summary>Its place in the notebook, from 1.</summary>
    [Parameter]
    public int Number { get; set; }

    /// <summary>Whether keys go to this cell, and others are there that they do not go to.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    /// <summary>Whether keys go to this cell.</summary>
    [Parameter]
    public bool IsCurrent { get; set; }

    [Parameter]
    public EventCallback OnActivate { get; set; }

    /// <summary>Does an action of the table of keys with this cell.</summary>
    [Parameter]
    public EventCallback<string> OnDo { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private CellFace Face => CellFaces.Of(Cell);

    private CellWork? Work => Session.WorkOf(Cell.Id);
}
