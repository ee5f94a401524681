using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>Charts of chosen runs in a notebook.</summary>
public sealed partial class ChartCellView : CellView<ChartCell>
{
    private const int MostRuns = 8;

    private readonly SettingsDraft<ChartSettings> _draft;
    private IReadOnlyList<RunSummary> _known = [];
    private LiveRun[] _runs = [];
    private string? _opened;
    private bool _choosing;

    public ChartCellView() => _draft = new SettingsDraft<ChartSettings>(ConfigureAsync);

    [Inject]
    public required RunLibrary Library { get; init; }

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
        if (_opened == Cell.Settings.Runs)
        {
            return;
        }

        string wanted = _opened = Cell.Settings.Runs;
        List<LiveRun> runs = [];
        foreach (Guid id in Ids)
        {
            if (await Library.OpenAsync(new RunId(id), Session.Me, Session.Closed) is { } run)
            {
                runs.Add(run);
            }
        }

        if (_opened == wanted)
        {
            _runs = [.. runs];
        }
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
