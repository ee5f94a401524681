using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Finding;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Pages;

/// <content>Finding a branch and going there.</content>
public sealed partial class NotebookPage
{
    private bool _finding;
    private string _findWords = "";

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The branch a link leads to.</summary>
    [SupplyParameterFromQuery(Name = "branch")]
    public Guid? AskedBranch { get; set; }

    private void OpenFind(string words) => (_finding, _findWords) = (true, words);

    private async Task<IReadOnlyCollection<NotebookId>> ReadableAsync(CancellationToken ct) =>
        [.. (await Library.ListAsync(await Person.GetAsync(), ct)).Select(notebook => notebook.Id)];

    private async Task GoToFoundAsync(FoundBranch found)
    {
        _finding = false;
        if (found.Notebook.Value == Id)
        {
            await GoToAsync(found.Cell, found.Branch);
        }
        else
        {
            Navigation.NavigateTo($"n/{found.Notebook.Value}?branch={found.Branch.Value}");
        }
    }

    /// <summary>Goes where the address leads, and takes it out of the address: the page does not go back there when it is loaded again.</summary>
    private async Task GoToAskedBranchAsync()
    {
        if (AskedBranch is not { } asked || Session is not { } session || Session.Now.Id.Value != Id)
        {
            return;
        }

        BranchId branch = new(asked);
        AskedBranch = null;
        if (session.State.Order.Select(session.WriteCell).OfType<WriteCell>().FirstOrDefault(cell => cell.Tree.Branches.ContainsKey(branch)) is { } cell)
        {
            await GoToAsync(cell.Id, branch);
        }

        Navigation.NavigateTo($"n/{Id}", replace: true);
    }

    private async Task GoToAsync(CellId cell, BranchId branch)
    {
        if (Session is not { } session)
        {
            return;
        }

        Activate(cell);
        if (session.State.Cells.GetValueOrDefault(cell) is { Collapsed: true } && session.CanWrite)
        {
            await session.TryAsync(new CollapseCell(cell, false) { By = session.Me });
        }

        await session.ActionsOf(cell).FocusAsync(branch);
        _page ??= new JsModule(JS, Scripts.Page);
        await _page.InvokeVoidAsync("reveal", $"cell-{cell.Value:N}");
    }
}
