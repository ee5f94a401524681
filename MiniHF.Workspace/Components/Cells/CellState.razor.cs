using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>Where a cell's work stands, how long it takes or took, and who ran it. While it runs the browser counts the seconds.</summary>
public sealed partial class CellState : MemoComponent
{
    [Parameter]
    public CellWork? Work { get; set; }

    /// <summary>Who ran it, for the reader.</summary>
    [Parameter]
    public string Who { get; set; } = "";

    /// <summary>Whether the page shows the past, in which no seconds pass.</summary>
    [Parameter]
    public bool IsPast { get; set; }

    protected override object RenderKey => (Work, Who, IsPast);

    private string Css => Work?.Status.ToString().ToLowerInvariant() ?? "";

    private string Word => Work?.Status switch
    {
        CellStatus.Queued => "queued",
        CellStatus.Running => "running",
        CellStatus.Done => "done",
        CellStatus.Interrupted => "interrupted",
        CellStatus.Failed => "failed",
        _ => "",
    };
}
