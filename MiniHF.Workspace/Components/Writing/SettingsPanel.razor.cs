using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>How a write cell grows. Every change is stored at once; what cannot be is said beside its field.</summary>
public sealed partial class SettingsPanel : MemoComponent
{
    private readonly SettingsDraft<GenerationSettings> _draft;
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private bool _adding;
    private bool _busy;
    private string _directory = "";
    private string? _addProblem;

    public SettingsPanel() => _draft = new SettingsDraft<GenerationSettings>(ConfigureAsync);

    [Parameter, EditorRequired]
    public required WriteCellActions Actions { get; set; }

    [Parameter, EditorRequired]
    public required GenerationSettings Settings { get; set; }

    /// <summary>The models to choose from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ModelEntry> Models { get; set; }

    /// <summary>Adds a model directory and gives its name; throws a <see cref="UserFacingException"/> where it is none.</summary>
    [Parameter, EditorRequired]
    public required Func<string, CancellationToken, Task<string>> AddModel { get; set; }

    /// <summary>What the notebook's texts share; null where the panel shows just that.</summary>
    [Parameter]
    public GenerationSettings? Defaults { get; set; }

    /// <summary>Stores the settings, where they are not those of the cell of <see cref="Actions"/>.</summary>
    [Parameter]
    public Func<GenerationSettings, Task<bool>>? Store { get; set; }

    private IReadOnlyList<string> Own => Defaults is { } defaults ? GenerationFields.Differing(Settings, defaults) : [];

    protected override object RenderKey => (Settings, Defaults, Models, Actions.Session.Adapters, _directory);

    private ModelEntry? Chosen => Models.FirstOrDefault(model => Settings.Model.Length == 0 ? model.IsDefault : model.Name == Settings.Model);

    private string Id(string field) => $"{field}-{Actions.Cell.Value:N}";

    protected override void OnParametersSet() => _draft.Show(Settings);

    private Task StoreAsync(GenerationSettings settings) => _draft.StoreAsync(settings);

    private async Task ReadAsync(SettingsField field, string? typed)
    {
        (GenerationSettings? settings, string? problem) = field.Read(_draft.Latest, typed);
        await StoreOrExplainAsync(field.Name, settings, problem);
    }

    private async Task ReadSeedAsync(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            await StoreOrExplainAsync("seed", _draft.Latest with { Seed = null }, null);
            return;
        }

        bool isNumber = long.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long seed);
        await StoreOrExplainAsync("seed", isNumber ? _draft.Latest with { Seed = seed } : null, isNumber ? null : "A seed is a whole number, 0 or more.");
    }

    private async Task StoreOrExplainAsync(string field, GenerationSettings? settings, string? problem)
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

    private void ToggleAdding()
    {
        _adding = !_adding;
        _addProblem = null;
        Changed();
    }

    private async Task AddAsync()
    {
        // Asked here and not by the button: who types and presses Enter at once is faster than its being switched on.
        if (_directory.Trim().Length == 0)
        {
            _addProblem = "Say which directory: where it lies on the server.";
            Changed();
            return;
        }

        _busy = true;
        _addProblem = null;
        Changed();
        try
        {
            string name = await AddModel(_directory.Trim(), Actions.Session.Closed);
            _adding = false;
            _directory = "";
            await StoreAsync(_draft.Latest with { Model = name, Adapter = "" });
        }
        catch (UserFacingException e)
        {
            _addProblem = e.Message;
        }
        finally
        {
            _busy = false;
            Changed();
        }
    }

    private Task ResetAsync(string name)
    {
        _problems.Remove(name);
        return Defaults is { } defaults ? StoreAsync(GenerationFields.Reset(_draft.Latest, defaults, name)) : Task.CompletedTask;
    }

    private async Task PromoteAsync()
    {
        await _draft.Settled;
        await Actions.Session.TryWithUndoAsync(new ChangeGenerationDefaults(_draft.Latest) { By = Actions.Session.Me }, "From now on the notebook’s texts are written like this, where they have nothing of their own.");
    }

    private Task<bool> ConfigureAsync(GenerationSettings settings) => Store is { } store ? store(settings) : Actions.Session.TryAsync(new ChangeGenerationSettings(Actions.Cell, settings) { By = Actions.Session.Me });
}
