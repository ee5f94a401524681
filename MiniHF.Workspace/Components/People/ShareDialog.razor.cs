using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Components.People;

/// <summary>Who may do what in a notebook, the links into it, and a link for another device of one's own.</summary>
public sealed partial class ShareDialog : ComponentBase, IAsyncDisposable
{
    private static readonly NotebookRole[] s_roles = [NotebookRole.Owner, NotebookRole.Writer, NotebookRole.Rater, NotebookRole.Reader];
    private static readonly NotebookRole[] s_everyone = [NotebookRole.Reader, NotebookRole.Rater, NotebookRole.Writer];

    private IReadOnlyList<NotebookInvitation> _links = [];
    private Membership? _seen;
    private JsModule? _module;
    private string? _link;
    private string? _problem;
    private NotebookRole _role;
    private int _uses = 1;
    private int _days = 1;
    private bool _joinsWorkspace;
    private bool _forMe;
    private bool _copied;
    private bool _copyFailed;
    private ElementReference _field;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required NotebookInvitations Invitations { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    /// <summary>What the form first offers.</summary>
    [Parameter]
    public NotebookRole Offers { get; set; } = NotebookRole.Writer;

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>As it is now, whatever moment the page shows.</summary>
    private Membership People => Session.Now.People;

    private IEnumerable<Member> Members => People.Members.Values
        .OrderByDescending(member => member.Role)
        .ThenBy(member => Accounts.NameOf(member.Person), StringComparer.CurrentCulture)
        .ThenBy(member => member.Person.Value);

    private bool IsOwner => Session.Role == NotebookRole.Owner;

    private bool IsGuest => Accounts.IsGuest(Session.Me);

    /// <summary>People of the workspace with no role of their own. A guest is not shown who else there is.</summary>
    private List<Person> Others => IsGuest ? [] : [.. Accounts.List().Where(person => !People.Members.ContainsKey(person.Id))];

    private List<NotebookInvitation> Open => IsOwner ? [.. _links.Where(link => link.Works(Time.GetUtcNow()))] : [];

    private string Says => (People.Everyone, IsOwner) switch
    {
        (null, _) => "Closed: only the people above can open it, find it in lists or learn from it.",
        (NotebookRole.Writer, true) => "Open: whoever has an account here may write, as is usual in a small team that trusts each other. Guests, who came by a link into one notebook, have only the role they were given.",
        (NotebookRole.Writer, false) => "Open: whoever has an account here may write. An owner can change that, and invite people.",
        ({ } role, _) => $"Whoever has an account here may {PeopleWords.May(role)}; the people above what stands beside them. Guests have only the role they were given.",
    };

    public ValueTask DisposeAsync() => _module?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        _role = Offers;
        await RefreshLinksAsync();
    }

    /// <summary>Somebody who came by a link has one use of it.</summary>
    protected override Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_seen, People))
        {
            return Task.CompletedTask;
        }

        bool first = _seen is null;
        _seen = People;
        return first ? Task.CompletedTask : RefreshLinksAsync();
    }

    private bool CanRemove(Member member) => !People.IsLastOwner(member.Person) && (IsOwner || member.Person == Session.Me);

    private string HowCame(Member member)
    {
        string when = RelativeTime.Of(member.Since, Time.GetUtcNow());
        return member.Invitation is null ? $"since {when}" : $"came by a link, {when}";
    }

    private string About(NotebookInvitation link)
    {
        DateTimeOffset now = Time.GetUtcNow();
        string[] came = [.. People.Members.Values.Where(member => member.Invitation == link.Id).Select(member => Accounts.NameOf(member.Person)).Order(StringComparer.CurrentCulture)];
        string uses = link.UsesLeft is { } left ? $"for {Words.Count(left, "person", "people")}{(link.Used > 0 ? " more" : "")}" : "for any number of people";
        string ends = link.Expires is { } expires ? $"ends in {LinkWords.Left(expires - now)}" : "no limit of time";
        string by = $"made by {Session.NameOf(link.By)} {RelativeTime.Of(link.Made, now)}";
        return string.Join(" · ", came.Length > 0 ? [uses, ends, by, $"used by {string.Join(", ", came)}"] : new[] { uses, ends, by });
    }

    private Task ChangeAsync(PersonId person, ChangeEventArgs change) => Enum.TryParse(change.Value?.ToString(), out NotebookRole role)
        ? StoreAsync(new ChangeRole(person, role) { By = Session.Me }, $"{Accounts.NameOf(person)} is {PeopleWords.A(role)} now.")
        : Task.CompletedTask;

    private Task AddAsync(ChangeEventArgs change) => Guid.TryParse(change.Value?.ToString(), out Guid id)
        ? Session.StoreAsync(new ChangeRole(new PersonId(id), _role) { By = Session.Me })
        : Task.CompletedTask;

    private Task RemoveAsync(Member member) => member.Person == Session.Me
        ? Session.StoreAsync(new RemoveMember(member.Person) { By = Session.Me })
        : StoreAsync(new RemoveMember(member.Person) { By = Session.Me }, $"{Accounts.NameOf(member.Person)} is no longer a member.");

    private Task OpenAsync(ChangeEventArgs change) => Enum.TryParse(change.Value?.ToString(), out NotebookRole role)
        ? StoreAsync(new OpenNotebook(role) { By = Session.Me }, $"Everybody in this workspace may {PeopleWords.May(role)} now.")
        : StoreAsync(new CloseNotebook { By = Session.Me }, "The notebook is closed to all but its members.");

    private Task AllowTuningAsync(ChangeEventArgs change) => change.Value is bool allowed
        ? StoreAsync(new AllowGuestTuning(allowed) { By = Session.Me }, allowed ? "Guests who may write may start tuning runs now." : "Guests start no tuning runs any more.")
        : Task.CompletedTask;

    private async Task StoreAsync(NotebookCommand command, string said)
    {
        if (await Session.StoreAsync(command))
        {
            Session.Toasts.Say(said, "Undo", () => Session.StoreAsync(new UndoChange(command.Id) { By = Session.Me }));
        }
    }

    private Task InviteAsync() => ShowLinkAsync(forMe: false, ct => Invitations.MakeAsync(
        Session.Now.Id, _role, !_joinsWorkspace, _uses == 0 ? null : _uses, _days == 0 ? null : TimeSpan.FromDays(_days), Session.Me, ct));

    private Task ForMyDeviceAsync() => ShowLinkAsync(forMe: true, ct => Accounts.CreateSignInLinkAsync(Session.Me, ct));

    private async Task ShowLinkAsync(bool forMe, Func<CancellationToken, Task<string>> makeAsync)
    {
        try
        {
            string path = await makeAsync(Session.Closed);
            // Signed in, one stands where the link was made.
            string here = new Uri(Navigation.Uri).AbsolutePath;
            _link = Navigation.ToAbsoluteUri(QueryHelpers.AddQueryString(path, SignInEndpoints.ReturnUrl, here)).AbsoluteUri;
            (_forMe, _copied, _copyFailed, _problem) = (forMe, false, false, null);
            await RefreshLinksAsync();
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
    }

    private async Task RevokeAsync(NotebookInvitation link)
    {
        try
        {
            await Invitations.RevokeAsync(Session.Now.Id, link.Id, Session.Me, Session.Closed);
            await RefreshLinksAsync();
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
    }

    private async Task RefreshLinksAsync()
    {
        if (!IsOwner)
        {
            return;
        }

        try
        {
            _links = await Invitations.ListAsync(Session.Now.Id, Session.Me, Session.Closed);
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
