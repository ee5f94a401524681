using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <summary>Who did what, and what differs between two moments.</summary>
public sealed partial class HistoryPanel : ComponentBase, IAsyncDisposable
{
    private const int RowHeight = 30;

    private List<HistoryRow> _rows = [];
    private IReadOnlyList<PersonId> _people = [];
    private (long Version, PersonId? Person) _listed = (-1, null);
    private HistoryStep? _current;
    private HistoryStep? _revealed;
    private ElementReference _list;
    private JsModule? _module;

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required NotebookHistory History { get; set; }

    [Parameter]
    public PanelKind Kind { get; set; }

    /// <summary>The event shown on the page.</summary>
    [Parameter]
    public long At { get; set; }

    /// <summary>Whether all of the history was read.</summary>
    [Parameter]
    public bool IsRead { get; set; }

    [Parameter]
    public long? Pinned { get; set; }

    /// <summary>The person whose steps are listed; null for everybody.</summary>
    [Parameter]
    public PersonId? Eyes { get; set; }

    [Parameter]
    public EventCallback<PanelKind> OnKind { get; set; }

    [Parameter]
    public EventCallback<long> OnGo { get; set; }

    [Parameter]
    public EventCallback<PersonId?> OnEyes { get; set; }

    [Parameter]
    public EventCallback<long?> OnPin { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    }

    protected override void OnParametersSet()
    {
        if (_listed != (History.Version, Eyes))
        {
            IReadOnlyList<HistoryStep> steps = History.Steps();
            _people = [.. steps.Where(step => step.IsChange && step.By != PersonId.Workspace).Select(step => step.By).Distinct()];
            _rows = [.. HistoryRow.Of(steps, Eyes)];
            _listed = (steps.Count, Eyes);
        }

        _current = _rows.FirstOrDefault(row => !row.IsHeading && row.Step.Version <= At)?.Step;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (IsRead && Kind == PanelKind.Steps && _current is { } current && current != _revealed)
        {
            _revealed = current;
            int row = _rows.TakeWhile(row => row.IsHeading || row.Step != current).Count();
            _module ??= new JsModule(JS, Scripts.History);
            await _module.InvokeVoidAsync("reveal", _list, row * RowHeight, RowHeight);
        }
    }

    private string NameOf(PersonId person) => person == PersonId.Workspace ? "the workspace" : Session.NameOf(person);

    private Task ChooseAsync(ChangeEventArgs change) =>
        OnEyes.InvokeAsync(Guid.TryParse(change.Value?.ToString(), out Guid person) ? new PersonId(person) : null);

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
