using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Constitutions;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>How a weave cell searches. Every change is stored at once; what cannot be is said beside it.</summary>
public sealed partial class SearchForm : MemoComponent
{
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly SettingsDraft<SearchSettings> _draft;
    private CriteriaForm? _criteria;
    private bool _open;

    public SearchForm() => _draft = new SettingsDraft<SearchSettings>(ChangeAsync);

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter]
    public CellId Cell { get; set; }

    [Parameter, EditorRequired]
    public required SearchSettings Settings { get; set; }

    protected override object RenderKey => (Settings, Cell, Session.Adapters, Session.Models);

    private SearchSettings Latest => _draft.Latest;

    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Concat(((string[])[Settings.Adapter, Settings.EvaluatorAdapter]).Where(name => name is not ("" or ModelLibrary.NoJudge)).Distinct().Select(name => $"{name} · "))}{Settings.Parameters.Budget} nodes · {Settings.Parameters.Tokens} tokens each · T {Settings.Parameters.Temperature:0.##}");

    /// <summary>Ends once every change made here is stored.</summary>
    public Task SettleAsync() => _draft.Settled;

    protected override void OnParametersSet()
    {
        _draft.Show(Settings);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Session.Opened == Cell)
        {
            Session.Opened = null;
            await (_criteria?.FocusAsync() ?? Task.CompletedTask);
        }
    }

    private string Id(string field) => $"search-{field}-{Cell.Value:N}";

    private void Toggle()
    {
        _open = !_open;
        Changed();
    }

    private Task<bool> ChangeAsync(SearchSettings settings) => Session.TryAsync(new ChangeSearchSettings(Cell, settings) { By = Session.Me });

    private Task<bool> StoreAsync(SearchSettings settings) => _draft.StoreAsync(settings);

    private Task ChooseResultAsync(ChangeEventArgs change) =>
        Enum.TryParse(change.Value?.ToString(), out WeaveResultChoice choice)
            ? StoreAsync(Latest with { Parameters = Latest.Parameters with { Result = choice } })
            : Task.CompletedTask;

    private async Task ReadAsync(SearchField field, string? typed)
    {
        (WeaveParameters? parameters, string? problem) = field.Read(Latest.Parameters, typed);
        await StoreOrExplainAsync(field.Name, parameters is null ? null : Latest with { Parameters = parameters }, problem);
    }

    private async Task ReadSeedAsync(string? typed)
    {
        bool isNumber = long.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long seed);
        bool isEmpty = string.IsNullOrWhiteSpace(typed);
        await StoreOrExplainAsync(
            "seed",
            isEmpty || isNumber ? Latest with { Seed = isEmpty ? null : seed } : null,
            isEmpty || isNumber ? null : "A seed is a whole number, 0 or more.");
    }

    private async Task StoreOrExplainAsync(string field, SearchSettings? settings, string? problem)
    {
        _problems.Remove(field);
        if (problem is not null)
        {
            _problems[field] = problem;
        }

        if (settings is not null)
        {
            await StoreAsync(settings);
        }

        Changed();
    }
}
