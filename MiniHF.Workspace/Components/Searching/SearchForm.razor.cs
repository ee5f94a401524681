using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Components.Searching;

/// <summary>How a weave cell searches. Every change is stored at once; what cannot be is said beside it.</summary>
public sealed partial class SearchForm : MemoComponent
{
    private const string ConstitutionExample = """
        ==[PREAMBLE]==
        Answer yes or no and only yes or no. Does this text:
        {prompt}{response}
        ==[Principle: quiet and concrete; Weight: 1.0; Answer: Yes]==
        {preamble}
        show things rather than explain them?
        """;

    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private bool _open;

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter]
    public CellId Cell { get; set; }

    [Parameter, EditorRequired]
    public required SearchSettings Settings { get; set; }

    protected override object RenderKey => (Settings, Cell);

    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Settings.Parameters.Budget} nodes · {Settings.Parameters.Tokens} tokens each · T {Settings.Parameters.Temperature:0.##}");

    /// <summary>Why it cannot be judged by this; an empty constitution is not a fault until somebody starts.</summary>
    private string? Problem
    {
        get
        {
            if (Settings.UsesConstitution && string.IsNullOrWhiteSpace(Settings.Constitution))
            {
                return null;
            }

            try
            {
                return Settings.ReadCriteria().Warnings.FirstOrDefault();
            }
            catch (UserFacingException e)
            {
                return e.Message;
            }
        }
    }

    private string Id(string field) => $"search-{field}-{Cell.Value:N}";

    private void Toggle()
    {
        _open = !_open;
        Changed();
    }

    private Task StoreAsync(SearchSettings settings) => settings == Settings
        ? Task.CompletedTask
        : Session.TryAsync(new ChangeSearchSettings(Cell, settings) { By = Session.Me });

    private Task ChooseResultAsync(ChangeEventArgs change) =>
        Enum.TryParse(change.Value?.ToString(), out WeaveResultChoice choice)
            ? StoreAsync(Settings with { Parameters = Settings.Parameters with { Result = choice } })
            : Task.CompletedTask;

    private async Task ReadAsync(SearchField field, string? typed)
    {
        (WeaveParameters? parameters, string? problem) = field.Read(Settings.Parameters, typed);
        await StoreOrExplainAsync(field.Name, parameters is null ? null : Settings with { Parameters = parameters }, problem);
    }

    private async Task ReadSeedAsync(string? typed)
    {
        bool isNumber = long.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long seed);
        bool isEmpty = string.IsNullOrWhiteSpace(typed);
        await StoreOrExplainAsync(
            "seed",
            isEmpty || isNumber ? Settings with { Seed = isEmpty ? null : seed } : null,
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
