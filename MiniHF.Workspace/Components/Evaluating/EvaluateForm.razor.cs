using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Constitutions;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>What an evaluate cell scores, and by what. Every change is stored at once.</summary>
public sealed partial class EvaluateForm : MemoComponent
{
    private readonly SettingsDraft<EvaluationSettings> _draft;
    private CriteriaForm? _criteria;
    private bool _open;

    public EvaluateForm() => _draft = new SettingsDraft<EvaluationSettings>(ConfigureAsync);

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required EvaluateCell Cell { get; set; }

    /// <summary>How many texts would be scored now.</summary>
    [Parameter]
    public int Count { get; set; }

    protected override object RenderKey => (Cell.Settings, Count, Session.State.Order, Focus?.Id, Session.Models, Session.Adapters);

    private string Summary => string.Join(" + ", ((string[])[ModelName, Cell.Settings.Adapter]).Where(name => name is not ("" or ModelLibrary.NoJudge)));

    private string ModelName => Cell.Settings.Model.Length > 0 ? Cell.Settings.Model : Session.Models.FirstOrDefault(model => model.IsDefault)?.Name ?? "";

    private EvaluationSettings Latest => _draft.Latest;

    private List<WriteCell> Sources => [.. Session.State.Order.Select(Session.WriteCell).OfType<WriteCell>()];

    private WriteCell? Source => EvaluationRules.SourceOf(Session.State, Cell);

    private Branch? Focus => Source?.Tree.FocusOf(Session.Me);

    private List<Branch> Chosen => [.. Cell.Settings.Branches.Select(id => Source?.Tree.Branches.GetValueOrDefault(id)).OfType<Branch>()];

    /// <summary>Ends once every change made here is stored.</summary>
    public Task SettleAsync() => _draft.Settled;

    protected override void OnParametersSet()
    {
        _draft.Show(Cell.Settings);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Session.Opened == Cell.Id)
        {
            Session.Opened = null;
            await (_criteria?.FocusAsync() ?? Task.CompletedTask);
        }
    }

    private void Toggle()
    {
        _open = !_open;
        Changed();
    }

    private string Id(string field) => $"evaluate-{field}-{Cell.Id.Value:N}";

    private Task<bool> ConfigureAsync(EvaluationSettings settings) => Session.TryAsync(new ConfigureCell(Cell.Id, settings) { By = Session.Me });

    private Task<bool> StoreAsync(EvaluationSettings settings) => _draft.StoreAsync(settings);

    private Task ChooseTargetAsync(ChangeEventArgs change) =>
        Enum.TryParse(change.Value?.ToString(), out EvaluationTarget target) ? StoreAsync(Latest with { Target = target }) : Task.CompletedTask;

    private Task ChooseSourceAsync(ChangeEventArgs change) =>
        StoreAsync(Latest with { Source = Guid.TryParse(change.Value?.ToString(), out Guid id) ? new CellId(id) : null });
}
