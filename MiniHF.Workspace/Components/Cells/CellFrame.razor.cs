using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>What all cells have: a number that folds them, a bar that moves and removes them.</summary>
public sealed partial class CellFrame : ComponentBase
{
    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required Cell Cell { get; set; }

    /// <summary>Its place in the notebook, from 1.</summary>
    [Parameter]
    public int Number { get; set; }

    /// <summary>Whether keys go to this cell.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    [Parameter]
    public EventCallback OnActivate { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Name => CellFaces.TitleOf(Cell, Session.Me);

    private Task MoveAsync(int by)
    {
        int at = Session.State.Order.IndexOf(Cell.Id);
        int after = by < 0 ? at - 2 : at + 1;
        CellId? above = after >= 0 && after < Session.State.Order.Count ? Session.State.Order[after] : null;
        return Session.TryAsync(new MoveCell(Cell.Id, above) { By = Session.Me });
    }
}
