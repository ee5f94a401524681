using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Rating;

/// <summary>What a rate cell asks, of which texts, and how. Every change is stored at once.</summary>
public sealed partial class RateSettingsForm : MemoComponent
{
    private const int OpeningLength = 36;

    private static readonly JudgementProtocol[] s_protocols =
        [JudgementProtocol.Pair, JudgementProtocol.Thumb, JudgementProtocol.Score, JudgementProtocol.Ranking];

    private static readonly int[] s_shares = [0, 10, 20, 50];

    private readonly SettingsDraft<RateSettings> _draft;
    private string? _problem;

    public RateSettingsForm() => _draft = new SettingsDraft<RateSettings>(ConfigureAsync);

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required RateCell Cell { get; set; }

    protected override object RenderKey => (Cell, Session.State.Cells, Session.State.Order);

    /// <summary>What was stored last, even before the page shows it.</summary>
    private RateSettings Latest => _draft.Latest;

    private string Source => Latest switch
    {
        { Source: RateSourceKind.Children, SourceBranch: { } branch } => $"children:{branch.Value}",
        { SourceCell: { } cell } => $"{Latest.Source}:{cell.Value}",
        _ => Latest.Source.ToString(),
    };

    private IEnumerable<(string Value, string Name)> Sources
    {
        get
        {
            yield return (RateSourceKind.Notebook.ToString(), "everything in this notebook");
            foreach (Cell cell in Session.State.Order.Select(id => Session.State.Cells[id]))
            {
                if (cell is WriteCell write)
                {
                    yield return ($"{RateSourceKind.Cell}:{cell.Id.Value}", $"the text “{CellFaces.TitleOf(cell, Session.Me)}”");
                    if (write.Tree.FocusOf(Session.Me) is { } focus && focus.Id != Latest.SourceBranch)
                    {
                        yield return ($"children:{focus.Id.Value}", $"what follows “{Words.Opening(focus.Text, OpeningLength)}”");
                    }
                }
            }

            if (ChosenBranch is { } chosen)
            {
                yield return ($"children:{chosen.Id.Value}", $"what follows “{Words.Opening(chosen.Text, OpeningLength)}”");
            }

            yield return (RateSourceKind.Searches.ToString(), "what searches found");
            foreach (WeaveCell weave in Session.State.Order.Select(id => Session.State.Cells[id]).OfType<WeaveCell>())
            {
                yield return ($"{RateSourceKind.Searches}:{weave.Id.Value}", $"what the search in cell {Session.State.Order.IndexOf(weave.Id) + 1} found");
            }

            yield return (RateSourceKind.Evaluations.ToString(), "what was evaluated");
            foreach (EvaluateCell evaluate in Session.State.Order.Select(id => Session.State.Cells[id]).OfType<EvaluateCell>())
            {
                yield return ($"{RateSourceKind.Evaluations}:{evaluate.Id.Value}", $"what cell {Session.State.Order.IndexOf(evaluate.Id) + 1} evaluated");
            }
        }
    }

    private Branch? ChosenBranch => Latest.SourceBranch is { } branch
        ? Session.State.Cells.Values.OfType<WriteCell>().Select(cell => cell.Tree.Branches.GetValueOrDefault(branch)).FirstOrDefault(found => found is not null)
        : null;

    protected override void OnParametersSet() => _draft.Show(Cell.Settings);

    private async Task StoreAsync(RateSettings settings)
    {
        await _draft.StoreAsync(settings);
        Changed();
    }

    private Task ChooseSourceAsync(string? value)
    {
        string[] parts = (value ?? "").Split(':');
        Guid? id = parts.Length > 1 && Guid.TryParse(parts[1], out Guid parsed) ? parsed : null;
        return parts[0] == "children" && id is { } branch
            ? StoreAsync(Latest with { Source = RateSourceKind.Children, SourceCell = null, SourceBranch = new BranchId(branch) })
            : Enum.TryParse(parts[0], out RateSourceKind kind)
                ? StoreAsync(Latest with { Source = kind, SourceCell = id is { } cell ? new CellId(cell) : null, SourceBranch = null })
                : Task.CompletedTask;
    }

    private Task ReadGroupAsync(string? typed)
    {
        bool holds = int.TryParse(typed, NumberStyles.Integer, CultureInfo.InvariantCulture, out int size) && size is >= RateSettings.LeastGroup and <= RateSettings.MostGroup;
        _problem = holds ? null : $"{RateSettings.LeastGroup} to {RateSettings.MostGroup} texts can be ranked at once.";
        return StoreAsync(holds ? Latest with { GroupSize = size } : Latest);
    }

    private Task ReadAgainAsync(string? chosen) =>
        int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out int share) ? StoreAsync(Latest with { Again = share }) : Task.CompletedTask;

    private Task ReadSeedAsync(string? typed)
    {
        bool isEmpty = string.IsNullOrWhiteSpace(typed);
        bool holds = long.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long seed);
        _problem = isEmpty || holds ? null : "A seed is a whole number, 0 or more.";
        return StoreAsync(isEmpty || holds ? Latest with { Seed = isEmpty ? null : seed } : Latest);
    }

    private Task<bool> ConfigureAsync(RateSettings settings) => Session.TryAsync(new ConfigureCell(Cell.Id, settings) { By = Session.Me });
}
