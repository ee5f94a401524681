using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>Charts of chosen runs in a notebook.</summary>
public sealed partial class ChartCellView : CellView<ChartCell>
{
    private const int MostRuns = 8;

    private readonly SettingsDraft<ChartSettings> _draft;
    private IReadOnlyList<RunSummary> _known = [];
    private LiveRun[] _live = [];
    private RunReplay[] _replays = [];
    private IRunView[] _runs = [];
    private string? _opened;
    private string? _replayed;
    private int _missing;
    private bool _choosing;

    public ChartCellView() => _draft = new SettingsDraft<ChartSettings>(ConfigureAsync);

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required RunReplays Replays { get; init; }

    /// <summary>What of the cell cannot be drawn, in words; empty where all can.</summary>
    private string Missing => _missing switch
    {
        0 => "",
        1 when _runs.Length == 0 => "Its run is not here any more, or not for you to see.",
        1 => "One of its runs is not here any more, or not for you to see.",
        _ => $"{Words.Number((long)_missing)} of its runs are not here any more, or not for you to see.",
    };

    private string NotYet => Session.Past is not null && _missing == 0 && Ids.Length > _runs.Length
        ? _runs.Length == 0 ? "None of its runs had been begun by then." : "Not all of its runs had been begun by then."
        : "";

    private bool Choosing => _choosing || Ids.Length == 0;

    private Guid[] Ids => [.. Split(_draft.Latest.Runs).Select(text => Guid.TryParse(text, out Guid id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Take(MostRuns)];

    private string[] Names => Split(_draft.Latest.Metrics);

    private IReadOnlyList<string> Known => MetricOrder.Of(_runs.SelectMany(run => run.Series.Metrics));

    /// <summary>The first frame may come before the list of runs, and before parameters are said to be set.</summary>
    protected override void OnInitialized() => _draft.Show(Cell.Settings);

    protected override async Task OnInitializedAsync() => _known = await Library.ListAsync(Session.Me, Session.Closed);

    protected override void OnParametersSet() => _draft.Show(Cell.Settings);

    protected override async Task OnParametersSetAsync()
    {
        string wanted = Cell.Settings.Runs;
        if (Session.Past is null && _opened != wanted)
        {
            _opened = wanted;
            LiveRun[] live = await AllAsync(id => Library.OpenAsync(id, Session.Me, Session.Closed));
            _live = _opened == wanted ? live : _live;
        }
        else if (Session.Past is not null && _replayed != wanted)
        {
            _replayed = wanted;
            RunReplay[] replays = await AllAsync(id => Replays.OpenAsync(id, Session.Me, Session.Closed));
            _replays = _replayed == wanted ? replays : _replays;
        }

        Show();
    }

    /// <summary>The runs as the moment shown has them. The same ones stay the same list: what is drawn is not drawn again.</summary>
    private void Show()
    {
        Guid[] ids = Ids;
        IRunView[] runs = Session.Past is { } past
            ? [.. _replays.Where(replay => ids.Contains(replay.Id.Value)).Select(replay => replay.At(past.Place)).OfType<PastRun>()]
            : [.. _live.Where(run => ids.Contains(run.Id.Value))];
        _missing = ids.Length - (Session.Past is null ? runs.Length : _replays.Count(replay => ids.Contains(replay.Id.Value)));
        _runs = runs.SequenceEqual(_runs) ? _runs : runs;
    }

    private async Task<T[]> AllAsync<T>(Func<RunId, Task<T?>> open)
        where T : class
    {
        List<T> found = [];
        foreach (Guid id in Ids)
        {
            if (await open(new RunId(id)) is { } run)
            {
                found.Add(run);
            }
        }

        return [.. found];
    }

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task ToggleAsync()
    {
        _choosing = !Choosing;
        _known = await Library.ListAsync(Session.Me, Session.Closed);
    }

    private Task SetRunAsync(Guid run, bool chosen)
    {
        // The list stays open while one ticks.
        _choosing = true;
        IEnumerable<Guid> runs = chosen ? Ids.Append(run) : Ids.Where(other => other != run);
        return _draft.StoreAsync(_draft.Latest with { Runs = string.Join(' ', runs.Distinct()) });
    }

    private Task SetMetricAsync(string metric, bool chosen) => _draft.StoreAsync(_draft.Latest with
    {
        Metrics = string.Join(' ', MetricOrder.Of(chosen ? Names.Append(metric) : Names.Where(other => other != metric))),
    });

    private Task<bool> ConfigureAsync(ChartSettings settings) => Session.TryAsync(new ConfigureCell(Cell.Id, settings) { By = Session.Me });
}
