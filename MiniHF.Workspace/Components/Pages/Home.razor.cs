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
public sealed partial class Home : LivePage
{
    private IReadOnlyList<NotebookSummary>? _notebooks;

    // The field is the browser's own from then on: what the server heard a moment ago must not overwrite what is typed.
    private string? _filterAtFirst;

    [Inject]
    public required NotebookLibrary Library { get; init; }

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

    protected override async Task OnInitializedAsync()
    {
        _filterAtFirst = Filter;
        Listen(Library.Subscribe(() => InvokeAsync(RefreshAsync)));
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        await LoadAsync(async () => _notebooks = await Library.ListAsync(await Person.GetAsync(), Closed));
        if (!Closed.IsCancellationRequested)
        {
            _notebooks ??= [];
            StateHasChanged();
        }
    }

    private void Find(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("find", change.Value?.ToString() is { Length: > 0 } words ? words : null), replace: true);

    private async Task CreateAsync()
    {
        NotebookId id = NotebookId.New();
        if (await TryAsync(async () => await Library.CreateAsync(id, Titles.Unnamed, await Person.GetAsync(), Closed)))
        {
            Navigation.NavigateTo($"n/{id.Value}");
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

    private Task<bool> ChangeAsync(NotebookId id, NotebookCommand command) => TryAsync(async () =>
    {
        LiveNotebook notebook = await Library.OpenAsync(id, Closed) ?? throw new UserFacingException("That notebook is no longer here.");
        await notebook.ExecuteAsync(command, Closed);
    });
}
