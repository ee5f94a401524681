using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.History;

/// <summary>What differs between two moments, and a way to bring back what was there.</summary>
public sealed partial class MomentDifferences : ComponentBase
{
    private const int Shown = 150;
    private const int LongestSame = 240;
    private const string Here = "here";
    private const string Now = "now";
    private const string Beginning = "beginning";

    private string _from = Here;
    private string _to = Now;
    private bool _chosen;
    private (long From, long To, NotebookState? Now) _compared;
    private ImmutableArray<Difference> _all = [];
    private NotebookState _before = NotebookState.Empty;

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required NotebookHistory History { get; set; }

    /// <summary>The event shown on the page.</summary>
    [Parameter]
    public long At { get; set; }

    [Parameter]
    public long? Pinned { get; set; }

    [Parameter]
    public EventCallback<long?> OnPin { get; set; }

    [Parameter]
    public EventCallback<long> OnGo { get; set; }

    protected override void OnInitialized()
    {
        if (Session.Past is null)
        {
            (_from, _to) = (Session.Now.Moments.IsEmpty ? Beginning : Key(Session.Now.Moments.Keys.Last()), Here);
        }
    }

    protected override void OnParametersSet()
    {
        if (!_chosen && Pinned is { } pinned)
        {
            (_from, _to) = (Key(pinned), Here);
        }

        (long first, long second) = (VersionOf(_from), VersionOf(_to));
        (long from, long to) = first <= second ? (first, second) : (second, first);
        if (_compared != (from, to, Session.Now))
        {
            _compared = (from, to, Session.Now);
            _before = History.At(from);
            _all = NotebookDifference.Of(_before, History.At(to));
        }
    }

    private IEnumerable<(string Key, string Name)> Choices()
    {
        yield return (Here, $"here, event {Words.Number(At)}");
        yield return (Now, "now");
        yield return (Beginning, "the beginning");
        foreach (NamedMoment moment in Session.Now.Moments.Values)
        {
            yield return (Key(moment.Version), $"“{Words.Opening(moment.Name, 40)}”");
        }

        if (Pinned is { } pinned && !Session.Now.Moments.ContainsKey(pinned))
        {
            yield return (Key(pinned), $"held, event {Words.Number(pinned)}");
        }
    }

    private static string Key(long version) => version.ToString(CultureInfo.InvariantCulture);

    private long VersionOf(string key) => key switch
    {
        Here => At,
        Now => History.Version,
        Beginning => 1,
        _ => Math.Clamp(long.Parse(key, CultureInfo.InvariantCulture), 1, History.Version),
    };

    private void ChooseFrom(string? key)
    {
        (_from, _chosen) = (key ?? Here, true);
        OnParametersSet();
    }

    private void ChooseTo(string? key)
    {
        (_to, _chosen) = (key ?? Now, true);
        OnParametersSet();
    }

    private Task PinAsync()
    {
        bool letGo = Pinned == At;
        (_from, _to, _chosen) = letGo ? (Here, Now, true) : (Key(At), Here, true);
        return OnPin.InvokeAsync(letGo ? null : At);
    }

    private string? CellOf(Difference difference) =>
        difference.Cell is { } id && Session.Now.Order.Count > 1 && Session.Now.Cells.GetValueOrDefault(id) is { } cell ? CellFaces.TitleOf(cell, Session.Me) : null;

    /// <summary>Whole texts, nothing of which is compared.</summary>
    private static bool IsWhole(Difference difference) => difference.Pieces.All(piece => piece.Change > 0);

    private static string Css(Difference difference) => IsWhole(difference) ? "whole" : "";

    /// <summary>What both have is only there to find the place by.</summary>
    private static string Shortened(TextPiece piece) => piece.Change != 0 || piece.Text.Length <= LongestSame
        ? piece.Text
        : $"{piece.Text[..WordEnd(piece.Text)]} … {piece.Text[WordStart(piece.Text)..]}";

    /// <summary>Where the last whole word of the first half of what is shown ends.</summary>
    private static int WordEnd(string text) => text.LastIndexOfAny([' ', '\n'], LongestSame / 2) is > 0 and var end ? end : LongestSame / 2;

    /// <summary>Where the first whole word of the second half begins.</summary>
    private static int WordStart(string text) => text.IndexOfAny([' ', '\n'], text.Length - (LongestSame / 2)) is > 0 and var start ? start + 1 : text.Length - (LongestSame / 2);

    /// <summary>The command that makes it what it was; null where now has it already.</summary>
    private NotebookCommand? BackOf(Difference difference) => (difference.Kind, difference.Cell, difference.Branch) switch
    {
        (DifferenceKind.Renamed, _, _) when _before.Title != Session.Now.Title => new RenameNotebook(_before.Title) { By = Session.Me },
        (DifferenceKind.CellRemoved, { } cell, _) when !Session.Now.Order.Contains(cell) => new RestoreCell(cell) { By = Session.Me },
        (DifferenceKind.NoteEdited, { } cell, _) when _before.Cells[cell] is NoteCell then && Session.Now.Cells.GetValueOrDefault(cell) is NoteCell note && note.Text != then.Text =>
            new WriteNote(cell, then.Text) { By = Session.Me },
        (DifferenceKind.BranchEdited, { } cell, { } branch) when Find(_before, cell, branch) is { Text.Length: > 0 } then && Find(Session.Now, cell, branch) is { } branchNow && branchNow.Text != then.Text =>
            new EditBranch(cell, branch, then.Text, BranchId.New()) { By = Session.Me },
        (DifferenceKind.BranchPruned, { } cell, { } branch) when Find(Session.Now, cell, branch) is { Pruned: true } => new RestoreBranch(cell, branch) { By = Session.Me },
        _ => null,
    };

    private static Branch? Find(NotebookState state, CellId cell, BranchId branch) =>
        (state.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(branch);

    private async Task BringBackAsync(Difference difference)
    {
        if (BackOf(difference) is { } command && await Session.StoreAsync(command))
        {
            Session.Toasts.Say("Brought back.", "Undo", () => Session.StoreAsync(new UndoChange(command.Id) { By = Session.Me }));
        }
    }
}
