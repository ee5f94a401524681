using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>Every notebook of the workspace.</summary>
public sealed partial class Home : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<NotebookSummary>? _notebooks;
    private IDisposable? _subscription;
    private string? _problem;

    // The field is the browser's own from then on: what the server heard a moment ago must not overwrite what is typed.
    private string? _filterAtFirst;

    [Inject]
    public required NotebookLibrary Library { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The words searched for; part of the address.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    public string? Filter { get; set; }

    /// <summary>Whether this person was invited to notebooks alone, and makes none.</summary>
    [CascadingParameter(Name = "IsGuest")]
    public bool IsGuest { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    private IReadOnlyCollection<NotebookId> Readable => [.. (_notebooks ?? []).Select(notebook => notebook.Id)];

    private List<NotebookSummary> Active => [.. (_notebooks ?? []).Where(notebook => !notebook.Archived)];

    private List<NotebookSummary> Archived => [.. (_notebooks ?? []).Where(notebook => notebook.Archived)];

    private List<NotebookSummary> Shown => string.IsNullOrWhiteSpace(Filter)
        ? Active
        : [.. Active.Where(notebook => (notebook.Title + " " + notebook.Opening).Contains(Filter.Trim(), StringComparison.OrdinalIgnoreCase))];

    public void Dispose()
    {
        _subscription?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _filterAtFirst = Filter;
        _subscription = Library.Subscribe(() => InvokeAsync(RefreshAsync));
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        // A change may be told in the moment the page goes.
        if (_closed.IsCancellationRequested)
        {
            return;
        }

        try
        {
            _notebooks = await Library.ListAsync(await Person.GetAsync(), _closed.Token);
            _problem = null;
        }
        catch (UserFacingException e)
        {
            _notebooks ??= [];
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private void Find(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("find", change.Value?.ToString() is { Length: > 0 } words ? words : null), replace: true);

    private async Task CreateAsync()
    {
        try
        {
            NotebookId id = NotebookId.New();
            await Library.CreateAsync(id, Titles.Unnamed, await Person.GetAsync(), _closed.Token);
            Navigation.NavigateTo($"n/{id.Value}");
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
        }
    }

    private async Task RenameAsync(NotebookId id, string title) =>
        await ChangeAsync(id, new RenameNotebook(title) { By = await Person.GetAsync() });

    private async Task ArchiveAsync(NotebookSummary notebook, bool archived)
    {
        PersonId me = await Person.GetAsync();
        if (await ChangeAsync(notebook.Id, new ArchiveNotebook(archived) { By = me }) && archived)
        {
            Toasts.Say($"“{Titles.Of(notebook.Title, notebook.Opening)}” archived.", "Undo", () => ChangeAsync(notebook.Id, new ArchiveNotebook(false) { By = me }));
        }
    }

    private async Task<bool> ChangeAsync(NotebookId id, NotebookCommand command)
    {
        try
        {
            if (await Library.OpenAsync(id, _closed.Token) is not { } notebook)
            {
                Toasts.Fail("That notebook is no longer here.");
                return false;
            }

            await notebook.ExecuteAsync(command, _closed.Token);
            return true;
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
            return false;
        }
    }
}
