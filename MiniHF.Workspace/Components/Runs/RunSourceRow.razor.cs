using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>One source of a run's data: which part of it, how much it weighs, and a look inside.</summary>
public sealed partial class RunSourceRow : ComponentBase
{
    [Parameter, EditorRequired]
    public required RunSource Source { get; set; }

    [Parameter, EditorRequired]
    public required RecipeFace Face { get; set; }

    [Parameter]
    public IReadOnlyList<NotebookSummary> Notebooks { get; set; } = [];

    /// <summary>What is in it; null until it was looked at.</summary>
    [Parameter]
    public RunSourcePreview? Preview { get; set; }

    /// <summary>Whether there are other sources that it is weighed against.</summary>
    [Parameter]
    public bool HasOthers { get; set; }

    /// <summary>The notebook the form stands in.</summary>
    [Parameter]
    public NotebookId? Own { get; set; }

    [Parameter]
    public EventCallback<RunSource> OnChange { get; set; }

    [Parameter]
    public EventCallback OnRemove { get; set; }

    private bool ShowsWeight => HasOthers || Source.Weight != 1;

    private static string ChoiceName(NotebookChoice choice) => choice switch
    {
        NotebookChoice.Liked => "texts thumbed up",
        NotebookChoice.Rated => "texts thumbed up or down",
        NotebookChoice.Preferences => "what was preferred",
        NotebookChoice.Paths => "every whole text",
        _ => "beginnings to write from",
    };

    private Task SetNotebookAsync(NotebookSource source, string? chosen) =>
        Guid.TryParse(chosen, out Guid id) ? OnChange.InvokeAsync(source with { Notebook = new NotebookId(id) }) : Task.CompletedTask;

    private Task SetChoiceAsync(NotebookSource source, string? chosen) =>
        Enum.TryParse(chosen, out NotebookChoice choice) ? OnChange.InvokeAsync(source with { Choice = choice }) : Task.CompletedTask;

    private Task SetPeopleAsync(NotebookSource source, string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int people) && people is >= 1 and <= 99
            ? OnChange.InvokeAsync(source with { People = people })
            : Task.CompletedTask;

    private Task SetWeightAsync(string? typed) =>
        double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) && weight is > 0 and <= 1000
            ? OnChange.InvokeAsync(Source with { Weight = weight })
            : Task.CompletedTask;
}
