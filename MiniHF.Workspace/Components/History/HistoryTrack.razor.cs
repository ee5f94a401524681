using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.History;

/// <summary>
/// The slider. The browser moves its thumb while it is dragged and asks for one position at a time, always the newest, so that a drag is
/// as smooth as the browser, however fast the page follows.
/// </summary>
public sealed partial class HistoryTrack : MemoComponent, IAsyncDisposable
{
    private ElementReference _track;
    private JsModule? _module;
    private DotNetObjectReference<HistoryTrack>? _self;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The event shown.</summary>
    [Parameter, EditorRequired]
    public required long At { get; set; }

    /// <summary>The notebook's last event.</summary>
    [Parameter, EditorRequired]
    public required long Last { get; set; }

    [Parameter, EditorRequired]
    public required TrackMarks Marks { get; set; }

    [Parameter]
    public IReadOnlyList<NamedMoment> Named { get; set; } = [];

    /// <summary>The moment others are compared with.</summary>
    [Parameter]
    public long? Pinned { get; set; }

    [Parameter]
    public bool IsPast { get; set; }

    /// <summary>The position in words.</summary>
    [Parameter]
    public string Told { get; set; } = "";

    /// <summary>Tells an event in words.</summary>
    [Parameter, EditorRequired]
    public required Func<long, string> Tell { get; set; }

    /// <summary>Asked to go to an event.</summary>
    [Parameter]
    public EventCallback<long> OnGo { get; set; }

    /// <summary>Esc.</summary>
    [Parameter]
    public EventCallback OnLeave { get; set; }

    /// <summary>Space.</summary>
    [Parameter]
    public EventCallback OnPlay { get; set; }

    protected override object RenderKey => ((At, Last), Marks, Named, Pinned, IsPast, Told);

    /// <summary>Called by the browser; returns once the page has turned.</summary>
    [JSInvokable]
    public Task GoAsync(long version) => InvokeAsync(() => OnGo.InvokeAsync(Math.Clamp(version, 1, Last)));

    /// <summary>What is under the pointer; called by the browser.</summary>
    [JSInvokable]
    public string Describe(long version) => Tell(Math.Clamp(version, 1, Last));

    [JSInvokable]
    public Task LeaveAsync() => InvokeAsync(OnLeave.InvokeAsync);

    [JSInvokable]
    public Task PlayAsync() => InvokeAsync(OnPlay.InvokeAsync);

    /// <summary>Gives the slider the keyboard.</summary>
    public Task FocusAsync() => _module?.InvokeVoidAsync("focus", _track) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("detach", _track);
            await _module.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.History);
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("attach", _track, _self);
            await _module.InvokeVoidAsync("focus", _track);
        }
        else if (_module is not null)
        {
            await _module.InvokeVoidAsync("place", _track);
        }
    }

    private double Place(long version) => Last <= 1 ? 1 : Math.Clamp((version - 1) / (double)(Last - 1), 0, 1);

    private static string Css(StepKind kind) => kind switch
    {
        StepKind.Writing => "writing",
        StepKind.Growing => "growing",
        StepKind.Searching => "searching",
        StepKind.Tuning => "tuning",
        StepKind.Rating => "rating",
        _ => "arranging",
    };

    /// <summary>People above the line, models below.</summary>
    private static string Top(StepKind kind) => kind switch
    {
        StepKind.Rating => "0",
        StepKind.Writing or StepKind.Arranging => "7",
        _ => "24",
    };

    private static string Percent(double share) => Number(share * 100) + "%";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
