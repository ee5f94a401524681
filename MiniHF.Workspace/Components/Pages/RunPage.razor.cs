using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>A run as it goes: its charts, others' beside them, what it writes, its checkpoints and its data.</summary>
public sealed partial class RunPage : ComponentBase, IDisposable
{
    private const int MostRuns = 8;

    private readonly CancellationTokenSource _closed = new();
    private List<LiveRun> _shown = [];
    private LiveRun? _run;
    private IDisposable? _changes;
    private PersonId _me;
    private string? _problem;
    private bool _missing;

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required RunAdapters Adapters { get; init; }

    [Inject]
    public required RunTrials Trials { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required CurrentPerson Person { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Runs to draw over this one, with commas between.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    private int Step => _run?.Series.LastStep ?? 0;

    private string? Took => _run?.State is { Started: { } started } state
        ? $"took {RunWords.Duration((state.Ended ?? Time.GetUtcNow()) - started)}"
        : null;

    public void Dispose()
    {
        _changes?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        Guid[] wanted = [.. (With ?? "").Split(',').Select(text => Guid.TryParse(text, out Guid other) ? other : Guid.Empty).Where(other => other != Guid.Empty).Prepend(Id).Distinct().Take(MostRuns)];
        if (_shown.Select(run => run.Id.Value).SequenceEqual(wanted))
        {
            return;
        }

        try
        {
            _me = await Person.GetAsync();
            List<LiveRun> found = [];
            foreach (Guid id in wanted)
            {
                if (await Library.OpenAsync(new RunId(id), _me, _closed.Token) is { } run)
                {
                    found.Add(run);
                }
            }

            _shown = found;
            _run = found.FirstOrDefault(run => run.Id.Value == Id);
            _missing = _run is null;
            _changes?.Dispose();
            _changes = _run?.Subscribe(() => InvokeAsync(StateHasChanged));
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was left before it was loaded.
        }
    }

    private static string EmptyWords(RunState state) => state.Status switch
    {
        RunStatus.Queued => "It waits for a worker. The charts begin with its first step.",
        RunStatus.Running => "The model is being loaded and the data read.",
        _ => "Nothing was measured.",
    };

    private async Task DoAsync(RunCommand command)
    {
        try
        {
            await (_run?.ExecuteAsync(command, _closed.Token) ?? Task.CompletedTask);
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
        }
    }

    private async Task UseAsync(int step)
    {
        try
        {
            if (_run is { } run)
            {
                string name = await Adapters.RegisterAsync(run, step, _me, _closed.Token);
                Toasts.Say($"“{name}” is in the library.");
            }
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
        }
    }

    private Task TryAsync(IReadOnlyList<int> steps, string text, Action<int, string> said, CancellationToken ct) =>
        _run is { } run ? Trials.TryAsync(run, steps, text, said, ct) : Task.CompletedTask;
}
