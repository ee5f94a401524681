using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A tuning run in a notebook: the form, then the run, live.</summary>
public sealed partial class TuneCellView : CellView<TuneCell>, IRunningCell, IDisposable
{
    private readonly SettingsDraft<TuneSettings> _draft;
    private LiveRun? _run;
    private IRunView[] _runs = [];
    private RunReplay? _replay;
    private IDisposable? _changes;
    private (string Form, RunPlan Plan)? _read;
    private bool _loaded;
    private bool _again;
    private bool _disposed;

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required RunReplays Replays { get; init; }

    /// <summary>Whether the person came by a notebook's link.</summary>
    [CascadingParameter(Name = "IsGuest")]
    public bool IsGuest { get; set; }

    private bool MayTune => !IsGuest || Session.Now.People.GuestsTune;

    public TuneCellView() => _draft = new SettingsDraft<TuneSettings>(ConfigureAsync);

    private RunForm? _form;

    private bool IsPast => Session.Past is not null;

    /// <summary>The run as the moment shown has it; null where the cell had none then.</summary>
    private IRunView? Shown => Cell.Settings.Run is not { } id ? null
        : Session.Past is { } past ? _replay is { } replay && replay.Id.Value == id ? replay.At(past.Place) : null
        : _run?.Id.Value == id ? _run : null;

    private RunPlan Plan
    {
        get
        {
            string form = _draft.Latest.Form;
            if (_read is not { } read || read.Form != form)
            {
                _read = read = (form, Read(form) ?? Blank());
            }

            return read.Plan with { Notebook = Session.State.Id, Cell = Cell.Id };
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _changes?.Dispose();
    }

    protected override void OnParametersSet() => _draft.Show(Cell.Settings);

    protected override async Task OnParametersSetAsync()
    {
        if (Cell.Settings.Run is { } id)
        {
            await (IsPast ? ReplayAsync(new RunId(id)) : OpenAsync(new RunId(id)));
        }

        Show();
    }

    private async Task OpenAsync(RunId id)
    {
        if (_run?.Id != id)
        {
            LiveRun? run = await Library.OpenAsync(id, Session.Me, Session.Closed);
            if (_disposed)
            {
                return;
            }

            _changes?.Dispose();
            (_run, _loaded) = (run, true);
            _changes = run?.Subscribe(RunChangedAsync);
        }
    }

    /// <summary>Reads the run up to now: as it grows, what of it was known at a past moment stays what it was.</summary>
    private async Task ReplayAsync(RunId id)
    {
        if (_replay?.Id != id)
        {
            (_replay, _loaded) = (await Replays.OpenAsync(id, Session.Me, Session.Closed), true);
        }
    }

    /// <inheritdoc />
    public Task SettleAsync() => _draft.Settled;

    /// <summary>Begins what is filled in, or lets a halted run go on.</summary>
    public async Task<bool> RunAsync()
    {
        if (IsPast)
        {
            Session.RefusesChanges();
        }
        else if (_form is { } form)
        {
            await form.StartAsync();
            StateHasChanged();
        }
        else if (_run is { State.Status: RunStatus.Paused or RunStatus.Failed })
        {
            await DoAsync(new ResumeRun { By = Session.Me });
        }

        return true;
    }

    /// <summary>Pauses the run: it goes on from there.</summary>
    public async Task<bool> InterruptAsync()
    {
        if (!IsPast && _run is { State.Status: RunStatus.Queued or RunStatus.Running })
        {
            await DoAsync(new PauseRun { By = Session.Me });
        }

        return true;
    }

    private Task RunChangedAsync() => InvokeAsync(() =>
    {
        Show();
        StateHasChanged();
    });

    private void Show()
    {
        IRunView? shown = Shown;
        if (!ReferenceEquals(_runs.FirstOrDefault(), shown))
        {
            _runs = shown is null ? [] : [shown];
        }

        Session.Tell(Cell.Id, shown is null ? null : RunWork.Of(shown.State));
    }

    private static RunPlan? Read(string form)
    {
        try
        {
            return form.Length == 0 ? null : JsonSerializer.Deserialize<RunPlan>(form, EventJson.Options);
        }
        catch (JsonException)
        {
            // Filled in by another version: a fresh form is better than none.
            return null;
        }
    }

    private RunPlan Blank()
    {
        RecipeFace face = RecipeFace.All[0];
        ModelEntry? model = Desk.ListModels().FirstOrDefault(entry => entry.IsDefault);
        return new RunPlan("", face.Create(), model?.Name ?? "", null, null, [new NotebookSource(Session.State.Id, face.Choices[0], 1)], null, null, null);
    }

    private Task<bool> KeepAsync(RunPlan plan)
    {
        string form = JsonSerializer.Serialize(plan, EventJson.Options);
        _read = (form, plan);
        return _draft.StoreAsync(_draft.Latest with { Form = form });
    }

    private async Task ShowAsync(RunId run)
    {
        await _draft.StoreAsync(_draft.Latest with { Run = run.Value });
        await OpenAsync(run);
        Show();
        // Only now: the run before must not be seen once more.
        _again = false;
    }

    private Task<bool> ConfigureAsync(TuneSettings settings) => Session.TryAsync(new ConfigureCell(Cell.Id, settings) { By = Session.Me });

    private void Again() => _again = true;

    private async Task DoAsync(RunCommand command)
    {
        try
        {
            await (_run?.ExecuteAsync(command, Session.Closed) ?? Task.CompletedTask);
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
    }

    /// <summary>Everything in the notebook that writes, or judges, on the same base does so with the adapter from now on.</summary>
    private async Task UseAsync(string adapter, bool judges)
    {
        string model = Desk.ListModels().FirstOrDefault(entry => entry.Name == _run?.State.Plan?.Base) is { IsDefault: false } other ? other.Name : "";
        bool any = false;
        foreach (Cell cell in Session.State.Order.Select(id => Session.State.Cells[id]))
        {
            NotebookCommand? change = cell switch
            {
                WriteCell write when !judges => new ChangeGenerationSettings(write.Id, write.Settings with { Model = model, Adapter = adapter }) { By = Session.Me },
                EvaluateCell evaluate when judges => new ConfigureCell(evaluate.Id, evaluate.Settings with { Model = model, Adapter = adapter }) { By = Session.Me },
                WeaveCell weave when judges => new ChangeSearchSettings(weave.Id, weave.Settings with { Model = model, EvaluatorAdapter = adapter }) { By = Session.Me },
                WeaveCell weave => new ChangeSearchSettings(weave.Id, weave.Settings with { Model = model, Adapter = adapter }) { By = Session.Me },
                _ => null,
            };
            any |= change is not null && await Session.TryAsync(change);
        }

        if (!any && judges)
        {
            any = await SearchWithAsync(model, adapter);
        }

        Session.Toasts.Say(any
            ? $"From now on this notebook {(judges ? "judges" : "writes")} with “{adapter}”."
            : "There is no text in this notebook yet: write a beginning first.");
    }

    /// <summary>A judge without anything to judge gets a search from the first text.</summary>
    private async Task<bool> SearchWithAsync(string model, string adapter)
    {
        if (Session.State.Order.Select(id => Session.State.Cells[id]).OfType<WriteCell>().FirstOrDefault() is not { } write)
        {
            return false;
        }

        HashSet<CellId> known = [.. Session.State.Order];
        await Session.ActionsOf(write.Id).WeaveAsync();
        NotebookState now = Session.Newest?.Invoke() ?? Session.State;
        return now.Order.Where(id => !known.Contains(id)).Select(id => now.Cells[id]).OfType<WeaveCell>().FirstOrDefault() is { } weave
            && await Session.TryAsync(new ChangeSearchSettings(weave.Id, weave.Settings with { Model = model, EvaluatorAdapter = adapter }) { By = Session.Me });
    }
}
