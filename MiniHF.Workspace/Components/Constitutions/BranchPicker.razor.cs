using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>Finds a text in a notebook: one of the ends its branches come to.</summary>
public sealed partial class BranchPicker : ComponentBase, IDisposable
{
    private const int MostLeaves = 60;

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<NotebookSummary>? _notebooks;
    private NotebookState? _state;
    private string? _problem;

    [Inject]
    public required NotebookLibrary Library { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    /// <summary>A text was chosen.</summary>
    [Parameter]
    public EventCallback<EvaluationCase> OnPick { get; set; }

    /// <summary>The newest first: one looks for what was just written.</summary>
    private List<(BranchTree Tree, Branch Branch)> Leaves => _state is not { } state ? [] :
    [
        .. state.Order
            .Select(id => state.Cells[id])
            .OfType<WriteCell>()
            .SelectMany(cell => cell.Tree.Branches.Values
                .Where(branch => branch.Text.Trim().Length > 0 && !GrowthRules.IsPutAside(cell.Tree, branch))
                .Where(branch => branch.Children.All(child => GrowthRules.IsPutAside(cell.Tree, cell.Tree.Branches[child])))
                .Select(branch => (cell.Tree, branch)))
            .OrderByDescending(leaf => leaf.branch.At)
            .Take(MostLeaves),
    ];

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _notebooks = [.. (await Library.ListAsync(await Person.GetAsync(), _closed.Token)).Where(notebook => !notebook.Archived)];
        }
        catch (UserFacingException e)
        {
            (_notebooks, _problem) = ([], e.Message);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // Closed before the list came.
        }
    }

    private async Task OpenAsync(ChangeEventArgs change)
    {
        (_state, _problem) = (null, null);
        if (!Guid.TryParse(change.Value?.ToString(), out Guid id))
        {
            return;
        }

        try
        {
            _state = (await Library.OpenAsync(new NotebookId(id), await Person.GetAsync(), _closed.Token))?.State;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
    }
}
