using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Layout;

/// <summary>The person at this page: their name, and the way out.</summary>
public sealed partial class PersonMenu : ComponentBase
{
    private PersonId? _me;
    private string _name = "";
    private string _typed = "";
    private string? _problem;
    private bool _open;
    private bool _isOwner;

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    protected override async Task OnInitializedAsync()
    {
        PersonId me = await Person.GetAsync();
        _name = Accounts.NameOf(me);
        _isOwner = Accounts.Find(me)?.IsOwner == true;
        _me = me;
    }

    private void Open() => (_open, _typed, _problem) = (true, _name, null);

    private void Close() => _open = false;

    private async Task RenameAsync()
    {
        if (_me is not { } me)
        {
            return;
        }

        try
        {
            await Accounts.RenameAsync(me, _typed.Trim(), CancellationToken.None);
            _name = _typed.Trim();
            _open = false;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
    }
}
