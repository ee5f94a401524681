using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>What draws one kind of cell. The page gives every view the same three parameters.</summary>
public abstract class CellView<TCell> : MemoComponent
    where TCell : Cell
{
    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required TCell Cell { get; set; }

    /// <summary>Whether keys go to this cell.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    /// <summary>Renders whenever the page does, unless a view says what it depends on.</summary>
    protected override object RenderKey => new();
}
