using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Status;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>How this server does, live, for the owner.</summary>
public sealed partial class StatusPage : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private bool? _isOwner;

    [Inject]
    public required StatusSampler Sampler { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _isOwner = Accounts.Find(await Person.GetAsync())?.IsOwner == true;
        if (_isOwner == true)
        {
            _subscription = Sampler.Subscribe(() => InvokeAsync(StateHasChanged));
        }
    }
}
