using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>The notebook's cells, bookmarks and people.</summary>
public sealed partial class NotebookNav : ComponentBase
{
    private readonly Doings<CellId> _cells;
    private readonly Doings<(CellId Cell, BranchId Branch)> _bookmarks;
    private readonly Doings<PersonId> _people;

    public NotebookNav() =>
        (_cells, _bookmarks, _people) = (new(cell => OnCell.InvokeAsync(cell)), new(mark => GoAsync(mark.Cell, mark.Branch)), new(person => OnFollow.InvokeAsync(person)));

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter]
    public IReadOnlyList<Presence> People { get; set; } = [];

    /// <summary>Whom the page follows.</summary>
    [Parameter]
    public PersonId? Followed { get; set; }

    [Parameter]
    public EventCallback<PersonId> OnFollow { get; set; }

    /// <summary>Asks who did what here.</summary>
    [Parameter]
    public EventCallback OnActivity { get; set; }

    /// <summary>The cell that keys go to.</summary>
    [Parameter]
    public CellId? Active { get; set; }

    [Parameter]
    public EventCallback<CellId> OnCell { get; set; }

    /// <summary>Asks which cell to add.</summary>
    [Parameter]
    public EventCallback OnAdd { get; set; }

    private IEnumerable<Presence> Others => People.Where(presence => presence.Person != Session.Me);

    private IEnumerable<(CellId Cell, Branch Branch)> Bookmarks => Session.State.Order
        .Select(id => Session.WriteCell(id))
        .OfType<WriteCell>()
        .SelectMany(cell => cell.Tree.Bookmarks
            .Select(branch => cell.Tree.Branches[branch])
            .Where(branch => branch.Became is null)
            .OrderBy(branch => branch.At)
            .Select(branch => (cell.Id, branch)));

    private async Task GoAsync(CellId cell, BranchId branch)
    {
        await OnCell.InvokeAsync(cell);
        await Session.TryAsync(new FocusBranch(cell, branch) { By = Session.Me });
    }
}
