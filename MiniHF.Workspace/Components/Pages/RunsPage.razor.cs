using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>Every tuning run of the workspace.</summary>
public sealed partial class RunsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<RunId> _chosen = [];
    private IReadOnlyList<RunSummary>? _runs;
    private IDisposable? _subscription;
    private string? _problem;

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    public void Dispose()
    {
        _subscription?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _subscription = Library.Subscribe(() => InvokeAsync(RefreshAsync));
        await RefreshAsync();
    }

    private static string Percent(RunSummary run) => Math.Clamp(100.0 * run.Step / run.Steps, 0, 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private async Task RefreshAsync()
    {
        if (_closed.IsCancellationRequested)
        {
            return;
        }

        try
        {
            _runs = await Library.ListAsync(await Person.GetAsync(), _closed.Token);
            _problem = null;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private void Choose(RunId run, bool chosen) => _ = chosen ? _chosen.Add(run) : _chosen.Remove(run);

    private void Compare()
    {
        RunId[] chosen = [.. (_runs ?? []).Select(run => run.Id).Where(_chosen.Contains)];
        Navigation.NavigateTo($"runs/{chosen[0].Value}?with={string.Join(',', chosen.Skip(1).Select(run => run.Value))}");
    }
}
