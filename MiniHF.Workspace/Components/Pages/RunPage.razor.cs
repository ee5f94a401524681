using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>A run as it goes: its charts, others' beside them, what it writes, its checkpoints and its data.</summary>
public sealed partial class RunPage : LivePage
{
    private const int MostRuns = 8;

    private List<LiveRun> _shown = [];
    private LiveRun? _run;
    private PersonId _me;
    private bool _missing;

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required RunAdapters Adapters { get; init; }

    [Inject]
    public required RunTrials Trials { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Runs to draw over this one, with commas between.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    private int Step => _run?.Series.LastStep ?? 0;

    private string? Took => _run?.State is { Started: { } started } state
        ? $"took {RunWords.Duration((state.Ended ?? Time.GetUtcNow()) - started)}"
        : null;

    protected override async Task OnParametersSetAsync()
    {
        Guid[] wanted = [.. (With ?? "").Split(',').Select(text => Guid.TryParse(text, out Guid other) ? other : Guid.Empty).Where(other => other != Guid.Empty).Prepend(Id).Distinct().Take(MostRuns)];
        if (!_shown.Select(run => run.Id.Value).SequenceEqual(wanted))
        {
            await LoadAsync(() => OpenAsync(wanted));
        }
    }

    private async Task OpenAsync(IReadOnlyList<Guid> wanted)
    {
        _me = await Person.GetAsync();
        List<LiveRun> found = [];
        foreach (Guid id in wanted)
        {
            if (await Library.OpenAsync(new RunId(id), _me, Closed) is { } run)
            {
                found.Add(run);
            }
        }

        _shown = found;
        _run = found.FirstOrDefault(run => run.Id.Value == Id);
        _missing = _run is null;
        Listen(_run?.Subscribe(() => InvokeAsync(StateHasChanged)));
    }

    private static string EmptyWords(RunState state) => state.Status switch
    {
        RunStatus.Queued => "It waits for a worker. The charts begin with its first step.",
        RunStatus.Running => "The model is being loaded and the data read.",
        _ => "Nothing was measured.",
    };

    private Task DoAsync(RunCommand command) => TryAsync(() => _run?.ExecuteAsync(command, Closed) ?? Task.CompletedTask);

    private Task UseAsync(int step) => TryAsync(async () =>
    {
        if (_run is { } run)
        {
            string name = await Adapters.RegisterAsync(run, step, _me, Closed);
            Toasts.Say($"“{name}” is in the library.");
        }
    });

    /// <summary>Lets checkpoints write from one text, beside each other.</summary>
    private Task TryOutAsync(IReadOnlyList<int> steps, string text, Action<int, string> said, CancellationToken ct) =>
        _run is { } run ? Trials.TryAsync(run, steps, text, said, ct) : Task.CompletedTask;
}
