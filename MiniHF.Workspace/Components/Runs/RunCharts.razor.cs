using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>
/// Live charts of runs over each other. A page is sent each metric once, in at most a few hundred points, and from then on only what
/// is new: what a tick costs does not depend on how long the run has been.
/// </summary>
public sealed partial class RunCharts : MemoComponent, IAsyncDisposable
{
    private const int FirstPoints = 1200;
    private const int TickPoints = 200;

    /// <summary>What the script calls the series that says where on the axis steps lie.</summary>
    private const string AxisSeries = "@axis";

    private readonly Dictionary<(RunId Run, string Metric), (int Sent, int Generation)> _sent = [];
    private ElementReference _root;
    private JsModule? _module;
    private DotNetObjectReference<RunCharts>? _self;
    private IReadOnlyList<IRunView> _watched = [];
    private List<IDisposable> _subscriptions = [];
    private IReadOnlyList<string> _shown = [];
    private IReadOnlyList<string> _laidOut = [];
    private (IReadOnlyList<string> Metrics, IReadOnlyList<RunId> Runs, ImmutableArray<ChartMark> Marks) _described = ([], [], []);
    private bool _replaced;
    private IReadOnlyList<string> _further = [];
    private string? _axis;
    private bool _all;
    private bool _disposed;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The runs, each with a colour by its place.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<IRunView> Runs { get; set; }

    /// <summary>Only these metrics; null for all there are.</summary>
    [Parameter]
    public IReadOnlyList<string>? Metrics { get; set; }

    /// <summary>Only so many, those that matter most; 0 for all.</summary>
    [Parameter]
    public int Most { get; set; }

    /// <summary>Lower panels, for a cell.</summary>
    [Parameter]
    public bool Compact { get; set; }

    /// <summary>What is said before there is anything to draw.</summary>
    [Parameter]
    public string Empty { get; set; } = "Nothing was measured yet.";

    /// <summary>A tick goes to the script; the panels are rendered again only when there are others.</summary>
    protected override object RenderKey => (string.Join('\n', _shown), _further.Count, _all, string.Join('\n', Runs.Select(run => $"{run.Id.Value} {run.State.Name}")), Compact, Empty);

    private string Name => Runs.Count == 0 ? "charts" : string.Join("-", Runs.Select(run => run.State.Name));

    private string CsvAddress => Runs.Count == 0 ? "#" : $"runs/{Runs[0].Id.Value}/metrics.csv{(Runs.Count > 1 ? $"?with={string.Join(',', Runs.Skip(1).Select(run => run.Id.Value))}" : "")}";

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _subscriptions.ForEach(subscription => subscription.Dispose());
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _root);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    /// <summary>The steps from one to another of each run in detail; asked by the browser when somebody looks closer.</summary>
    [JSInvokable]
    public byte[] Detail(int[] from, int[] to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ChartFrame frame = new();
        for (int run = 0; run < Math.Min(Runs.Count, Math.Min(from.Length, to.Length)); run++)
        {
            for (int metric = 0; metric < _shown.Count; metric++)
            {
                frame.Add(run, metric, replaces: true, Runs[run].Series.Reduce(_shown[metric], from[run], to[run], FirstPoints));
            }
        }

        return frame.ToArray();
    }

    /// <summary>What the axis counts, as the browser calls it: "step", "tokens" or "time".</summary>
    [JSInvokable]
    public Task ShowBy(string axis)
    {
        _axis = axis switch { "tokens" => MetricNames.Tokens, "time" => RunSeries.Elapsed, _ => null };
        foreach ((RunId, string) key in _sent.Keys.Where(key => key.Metric == AxisSeries).ToArray())
        {
            _sent.Remove(key);
        }

        return _module is { } module && _laidOut.Count > 0 ? PushAsync(module) : Task.CompletedTask;
    }

    protected override void OnParametersSet()
    {
        if (!_watched.SequenceEqual(Runs))
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            _watched = [.. Runs];
            _sent.Clear();
            _replaced = true;
            _subscriptions = [.. _watched.Select(run => run.Subscribe(() => InvokeAsync(RefreshAsync)))];
        }

        Choose();
    }

    /// <summary>Other runs, or the same at another moment, in panels that stay: what is drawn in them changes without a rendering.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_replaced && _module is { } module && _laidOut.Count > 0 && _laidOut.SequenceEqual(_shown))
        {
            await PushAsync(module);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Charts);
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("attach", _root, _self);
        }

        if (_module is not null && (firstRender || !_laidOut.SequenceEqual(_shown)))
        {
            _laidOut = _shown;
            await _module.InvokeVoidAsync("layout", _root);
            await PushAsync(_module);
        }
    }

    private async Task RefreshAsync()
    {
        if (_disposed)
        {
            return;
        }

        IReadOnlyList<string> before = _shown;
        Choose();
        if (!before.SequenceEqual(_shown))
        {
            // The panels come first; what is drawn in them follows their rendering.
            StateHasChanged();
        }
        else if (_module is { } module && _laidOut.Count > 0)
        {
            await PushAsync(module);
        }
    }

    private void ShowAll()
    {
        _all = !_all;
        Choose();
    }

    private void Choose()
    {
        IEnumerable<string> known = Runs.SelectMany(run => run.Series.Metrics).Distinct();
        IReadOnlyList<string> chosen = Metrics is { } wanted
            ? [.. wanted.Where(known.Contains)]
            : Most > 0 ? MetricOrder.Foremost(known, Most) : MetricOrder.Of(known);
        _further = Metrics is null && Most == 0 ? [.. chosen.Where(MetricOrder.IsFurther)] : [];
        chosen = _all ? chosen : [.. chosen.Except(_further)];
        if (!chosen.SequenceEqual(_shown))
        {
            // Places in the list are what the script knows metrics by.
            _shown = chosen;
            _sent.Clear();
        }
    }

    private async Task PushAsync(JsModule module)
    {
        ChartFrame frame = new();
        bool clears = _replaced;
        _replaced = false;
        for (int run = 0; run < Runs.Count; run++)
        {
            RunSeries series = Runs[run].Series;
            for (int metric = 0; metric < _shown.Count; metric++)
            {
                Add(frame, run, metric, (Runs[run].Id, _shown[metric]), series, _shown[metric], clears);
            }

            if (_axis is { } axis)
            {
                Add(frame, run, _shown.Count, (Runs[run].Id, AxisSeries), series, axis, clears);
            }
        }

        if (!frame.IsEmpty)
        {
            await DescribeAsync(module);
            await module.InvokeVoidAsync("push", _root, frame.ToArray());
        }
    }

    /// <summary>Says what the places in a frame stand for, where that is not what was said last.</summary>
    private async Task DescribeAsync(JsModule module)
    {
        ImmutableArray<ChartMark> marks =
        [
            .. Runs.SelectMany((run, place) => run.State.Alarms.Select(alarm =>
                new ChartMark(place, alarm.Metric, alarm.Step, double.IsFinite(alarm.Threshold) ? alarm.Threshold : null))),
        ];
        (IReadOnlyList<string> Metrics, IReadOnlyList<RunId> Runs, ImmutableArray<ChartMark> Marks) now = (_shown, [.. Runs.Select(run => run.Id)], marks);
        if (ReferenceEquals(now.Metrics, _described.Metrics) && now.Runs.SequenceEqual(_described.Runs) && now.Marks.SequenceEqual(_described.Marks))
        {
            return;
        }

        _described = now;
        await module.InvokeVoidAsync("describe", _root, now.Metrics.Append(AxisSeries).ToArray(), now.Runs.Select(run => run.Value.ToString("N")).ToArray(), marks);
    }

    /// <param name="key">What was sent is remembered under.</param>
    /// <param name="name">The metric whose values are sent.</param>
    private void Add(ChartFrame frame, int run, int metric, (RunId, string) key, RunSeries series, string name, bool clears)
    {
        int generation = series.Generation;
        if (_sent.TryGetValue(key, out (int Sent, int Generation) sent) && sent.Generation == generation)
        {
            (MetricPoint[] added, int count) = series.NewSince(name, sent.Sent, TickPoints);
            if (added.Length > 0)
            {
                frame.Add(run, metric, replaces: false, added);
                _sent[key] = (count, generation);
            }
        }
        else if (series.CountOf(name) is > 0 and var count)
        {
            frame.Add(run, metric, replaces: true, series.Reduce(name, 0, int.MaxValue, FirstPoints));
            _sent[key] = (count, generation);
        }
        else if (clears)
        {
            frame.Add(run, metric, replaces: true, []);
        }
    }
}
