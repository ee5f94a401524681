using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>Every tuning run of the workspace.</summary>
public sealed partial class RunsPage : LivePage
{
    private readonly HashSet<RunId> _chosen = [];
    private IReadOnlyList<RunSummary>? _runs;

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Listen(Library.Subscribe(() => InvokeAsync(RefreshAsync)));
        await RefreshAsync();
    }

    private static string Percent(RunSummary run) => Math.Clamp(100.0 * run.Step / run.Steps, 0, 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private async Task RefreshAsync()
    {
        await LoadAsync(async () => _runs = await Library.ListAsync(await Person.GetAsync(), Closed));
        if (!Closed.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    private void Choose(RunId run, bool chosen) => _ = chosen ? _chosen.Add(run) : _chosen.Remove(run);

    private void Compare()
    {
        RunId[] chosen = [.. (_runs ?? []).Select(run => run.Id).Where(_chosen.Contains)];
        Navigation.NavigateTo($"runs/{chosen[0].Value}?with={string.Join(',', chosen.Skip(1).Select(run => run.Value))}");
    }
}
