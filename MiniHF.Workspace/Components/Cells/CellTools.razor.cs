using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>A cell's tools at its side: run or interrupt it, and a menu of all that is done with cells.</summary>
public sealed partial class CellTools : MemoComponent
{
    private static readonly string[] s_order =
        ["run", "run-next", "interrupt", "insert-above", "insert-below", "move-up", "move-down", "duplicate-cell", "copy-cell", "cut-cell", "paste-cell", "fold-cell", "to-note", "to-text", "remove-cell"];

    [Parameter, EditorRequired]
    public required Cell Cell { get; set; }

    /// <summary>Its place in the notebook, from 1.</summary>
    [Parameter]
    public int Number { get; set; }

    /// <summary>How many cells there are.</summary>
    [Parameter]
    public int Of { get; set; }

    /// <summary>Whether something runs in it or waits to.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>Does an action of the table of keys.</summary>
    [Parameter]
    public EventCallback<string> OnDo { get; set; }

    protected override object RenderKey => (Cell.GetType(), Number, Of, IsOpen, OnDo);

    private bool Runs => Cell is WriteCell or WeaveCell or EvaluateCell or TuneCell;

    private IEnumerable<KeyBinding> Items => s_order
        .Where(action => action switch
        {
            "run" or "run-next" => Runs && !IsOpen,
            "interrupt" => IsOpen,
            "to-note" => Cell is WriteCell,
            "to-text" => Cell is NoteCell,
            _ => true,
        })
        .Select(action => NotebookKeys.All.First(binding => binding.Action == action));

    private bool IsOff(string action) => (action == "move-up" && Number == 1) || (action == "move-down" && Number == Of);
}
