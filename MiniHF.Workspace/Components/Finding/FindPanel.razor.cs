using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Finding;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Finding;

/// <summary>Finds branches by their words, by the keyboard alone: type, choose with the arrows, go there with Enter.</summary>
public sealed partial class FindPanel : ComponentBase, IAsyncDisposable
{
    private const int Most = 40;

    private readonly Asking _asking = new();
    private FoundBranches _found = FoundBranches.None;
    private JsModule? _module;
    private ElementReference _field;
    private IReadOnlyList<(string Tag, int Count)> _tags = [];
    private string _typed = "";
    private string _foundFor = "";
    private string? _problem;
    private bool _everywhere;
    private int _at;

    [Inject]
    public required BranchFinder Finder { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    /// <summary>The notebooks this person may read.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task<IReadOnlyCollection<NotebookId>>> Readable { get; set; }

    /// <summary>What stands in the field at first. From then on the field is the browser's own: what the server heard a moment ago must not overwrite what is typed.</summary>
    [Parameter]
    public string Words { get; set; } = "";

    [Parameter]
    public EventCallback<FoundBranch> OnGo { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IReadOnlyList<FoundBranch> Branches => _found.Branches;

    private string State => this switch
    {
        { _problem: { } problem } => problem,
        { _foundFor.Length: 0 } => "",
        { _found.Count: 0 } => "Nothing was written like that.",
        _ => $"{FindWording.Instead(_found.Corrected)}{Shared.Words.Count(_found.Count, "branch", "branches")}",
    };

    public async ValueTask DisposeAsync()
    {
        _asking.Dispose();
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _typed = Words;
        _tags = TagCounts.Of(Session.State);
        await FindAsync(TimeSpan.Zero);
    }

    private Task TypedAsync(ChangeEventArgs change)
    {
        _typed = change.Value?.ToString() ?? "";
        return FindAsync(Asking.Pause);
    }

    private Task LookInAsync(bool everywhere)
    {
        _everywhere = everywhere;
        return FindAsync(TimeSpan.Zero);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when Branches.Count > 0:
                _at = (_at + (key.Key == "ArrowDown" ? 1 : Branches.Count - 1)) % Branches.Count;
                await ShowChosenAsync();
                break;
            case "Enter" when _foundFor != _typed.Trim():
                // Faster than the pause: what is found is of other words.
                await FindAsync(TimeSpan.Zero);
                await GoAsync();
                break;
            case "Enter":
                await GoAsync();
                break;
        }
    }

    private Task GoAsync() => Branches.ElementAtOrDefault(_at) is { } chosen ? OnGo.InvokeAsync(chosen) : Task.CompletedTask;

    /// <summary>As if the tag had been typed.</summary>
    private Task FillAsync(string tag)
    {
        _module ??= new JsModule(JS, Scripts.Page);
        return _module.InvokeVoidAsync("fill", _field, $"#{tag} ");
    }

    private Task ShowChosenAsync()
    {
        _module ??= new JsModule(JS, Scripts.Page);
        return _module.InvokeVoidAsync("reveal", $"found-{_at}");
    }

    private async Task FindAsync(TimeSpan pause)
    {
        CancellationToken ct = _asking.Next();
        string words = _typed.Trim();
        try
        {
            await Task.Delay(pause, Time, ct);
            IReadOnlyCollection<NotebookId> within = _everywhere ? await Readable(ct) : [Session.State.Id];
            FoundBranches found = words.Length == 0 ? FoundBranches.None : await Finder.FindAsync(words, within, Most, ct);
            (_found, _foundFor, _at, _problem) = (OfThisMoment(found), words, 0, null);
        }
        catch (OperationCanceledException)
        {
            // Other words were typed, or the panel is closed.
        }
        catch (UserFacingException e)
        {
            (_found, _foundFor, _problem) = (FoundBranches.None, words, e.Message);
        }
    }

    /// <summary>While the page shows the past, what was not there yet is not found.</summary>
    private FoundBranches OfThisMoment(FoundBranches found)
    {
        if (Session.Past is null || _everywhere)
        {
            return found;
        }

        FoundBranch[] there = [.. found.Branches.Where(branch => Session.State.Cells.GetValueOrDefault(branch.Cell) is WriteCell cell && cell.Tree.Branches.ContainsKey(branch.Branch))];
        return found with { Branches = there, Count = there.Length };
    }
}
