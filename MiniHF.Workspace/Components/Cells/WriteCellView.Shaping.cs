using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <content>Splitting, merging, hoisting, writing anew.</content>
public sealed partial class WriteCellView : IAsyncDisposable
{
    private const string HoistQuery = "hoist";

    private JsModule? _loom;
    private BranchId? _rewriting;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The branch shown as the beginning; null for the whole tree.</summary>
    private Branch? Top => Actions.Hoisted is { } top ? Actions.Find(top) : null;

    private string ReadTitle => Notebook.Titles.IsUnnamed(Session.State.Title) ? "" : Session.State.Title;

    public async ValueTask DisposeAsync()
    {
        if (_loom is not null)
        {
            await _loom.DisposeAsync();
        }
    }

    protected override void OnInitialized()
    {
        Actions.AskRewrite = branch =>
        {
            AskRewrite(branch);
            StateHasChanged();
        };
        string query = new Uri(Navigation.Uri).Query;
        if (System.Web.HttpUtility.ParseQueryString(query)[HoistQuery] is { } given && Guid.TryParse(given, out Guid id) && Tree.Branches.ContainsKey(new BranchId(id)))
        {
            Actions.Hoisted = new BranchId(id);
        }
    }

    protected override void OnParametersSet()
    {
        if (Focus is { } focus)
        {
            Session.See(Tree.PathTo(focus.Id).Concat(Actions.Continuations));
        }

        // Whoever goes elsewhere, by a link or with the people they follow, sees where they are.
        if (Actions.Hoisted is { } top && (Top is null or { Became: not null } || (Focus is { } here && Tree.PathTo(here.Id).All(branch => branch.Id != top))))
        {
            Actions.Hoisted = null;
        }
    }

    private void AskRewrite(BranchId branch)
    {
        if (!Session.RefusesChanges())
        {
            _rewriting = branch;
        }
    }

    private async Task RewriteAsync(string feedback)
    {
        if (_rewriting is { } branch && await Actions.RewriteAsync(branch, feedback))
        {
            _rewriting = null;
            // The attempts are cards beside the passage: they are seen from its parent.
            await Actions.FocusAsync(Actions.Find(branch)?.Parent ?? branch);
        }
    }

    /// <summary>Cuts the passage where somebody clicked in it.</summary>
    private async Task SplitAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }

        _loom ??= new JsModule(JS, Scripts.Loom);
        TextPlace? place = await _loom.InvokeAsync<TextPlace?>("markIn", Cell.Id.Value);
        Branch? branch = place?.Branch is { } id ? Actions.Find(new BranchId(id)) : place is null ? null : Focus;
        if (place is null || branch is null)
        {
            Session.Toasts.Say("Click in the passage where it shall be split, then press s.");
            return;
        }

        // A passage is shown without the white space it begins with.
        int lead = place.Branch is null ? 0 : branch.Text.Length - branch.Text.TrimStart().Length;
        await Actions.SplitAsync(branch.Id, lead + place.At);
    }

    private void Hoist(BranchId? branch)
    {
        BranchId? top = branch is { } wanted && Actions.Find(wanted) is { Parent: not null } ? wanted : null;
        Actions.Hoisted = top;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(HoistQuery, top?.Value), replace: true);
    }

    private void ToggleHoist(BranchId branch) => Hoist(Actions.Hoisted == branch ? null : branch);
}
