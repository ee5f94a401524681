using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Finding;

namespace MiniHF.Workspace.Components.Finding;

/// <summary>What the texts of all notebooks have of some words.</summary>
public sealed partial class FindEverywhere : ComponentBase, IDisposable
{
    private const int Most = 20;

    private readonly Asking _asking = new();
    private FoundBranches _found = FoundBranches.None;
    private string _foundFor = "";
    private string _asked = "";

    [Inject]
    public required BranchFinder Finder { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>What is searched for.</summary>
    [Parameter, EditorRequired]
    public required string Words { get; set; }

    /// <summary>The notebooks to look in.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<NotebookId> Within { get; set; }

    /// <summary>Nothing else answers the words: where no text does either, it is said.</summary>
    [Parameter]
    public bool HidesNothing { get; set; }

    public void Dispose() => _asking.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (Words.Trim() == _asked)
        {
            return;
        }

        _asked = Words.Trim();
        CancellationToken ct = _asking.Next();
        string words = _asked;
        try
        {
            await Task.Delay(Asking.Pause, Time, ct);
            _found = words.Length == 0 ? FoundBranches.None : await Finder.FindAsync(words, Within, Most, ct);
            _foundFor = words;
        }
        catch (OperationCanceledException)
        {
            // Other words were typed, or the page is left.
        }
        catch (UserFacingException)
        {
            // The list above says that the store does not answer.
            _found = FoundBranches.None;
        }
    }
}
