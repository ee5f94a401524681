using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Makes sign-in links: for this person's other devices, or for somebody new.</summary>
public sealed partial class ShareDialog : ComponentBase, IAsyncDisposable
{
    private JsModule? _module;
    private string? _link;
    private string? _problem;
    private bool _forMe;
    private bool _copied;
    private bool _copyFailed;
    private ElementReference _field;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required PersonId Me { get; set; }

    /// <summary>Makes a link's path: for a person, or for somebody new.</summary>
    [Parameter, EditorRequired]
    public required Func<PersonId?, CancellationToken, Task<string>> CreateLink { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    public ValueTask DisposeAsync() => _module?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task CreateAsync(PersonId? person)
    {
        try
        {
            string path = await CreateLink(person, CancellationToken.None);
            // Signed in, one stands where the link was made.
            string here = new Uri(Navigation.Uri).AbsolutePath;
            _link = Navigation.ToAbsoluteUri(QueryHelpers.AddQueryString(path, SignInEndpoints.ReturnUrl, here)).AbsoluteUri;
            _forMe = person is not null;
            (_copied, _copyFailed) = (false, false);
            _problem = null;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
    }

    private async Task CopyAsync()
    {
        _copied = await (_module ??= new JsModule(JS, Scripts.Page)).InvokeAsync<bool>("copy", _field, _link);
        _copyFailed = !_copied;
    }
}
