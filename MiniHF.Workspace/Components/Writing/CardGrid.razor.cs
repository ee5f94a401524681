using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>The ways the text might go on from here, side by side.</summary>
public sealed partial class CardGrid : ComponentBase
{
    private bool _showPruned;

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter]
    public EventCallback<BranchId> OnEdit { get; set; }

    [Parameter]
    public EventCallback OnGrow { get; set; }

    private IReadOnlyList<Branch> Cards => Actions.Continuations;

    private IReadOnlyList<Branch> Pruned => Actions.PrunedContinuations;

    /// <summary>Requests that failed before any card could say why.</summary>
    private IEnumerable<Growth> Failed => GrowthsByState.Of(Actions.Session.State).Failed.Where(growth =>
        growth.Cell == Actions.Cell
        && growth.Parent == Actions.Focus?.Id
        && growth.Branches.All(id => Actions.Find(id) is null or { Pruned: false, Status: BranchStatus.Failed }));

    /// <summary>Said once all cards are written; a screen reader is not read every token.</summary>
    private string Announcement => Cards.Any(card => card.Status == BranchStatus.Growing)
        ? "Growing."
        : $"{Cards.Count} continuations.";

    private Growth? GrowthOf(Branch branch) =>
        branch.Growth is { } growth ? Actions.Session.State.Growths.GetValueOrDefault(growth) : null;
}
