using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Components.People;

/// <summary>Keeps guests of a notebook out of the pages of the workspace as a whole.</summary>
public sealed partial class GuestGate : ComponentBase
{
    private bool _known;
    private bool _isGuest;

    [Inject]
    public required AuthenticationStateProvider Authentication { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    /// <summary>The page's type.</summary>
    [Parameter, EditorRequired]
    public required Type Page { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Asked at each page: a guest may have been taken into the workspace since.</summary>
    protected override async Task OnParametersSetAsync()
    {
        _isGuest = SignedInPerson.Of((await Authentication.GetAuthenticationStateAsync()).User) is { } person && Accounts.IsGuest(person);
        _known = true;
    }
}
