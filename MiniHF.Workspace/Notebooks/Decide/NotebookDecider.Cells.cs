using System.Globalization;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Add(AddCell add, NotebookState state)
    {
        if (state.Cells.ContainsKey(add.Cell))
        {
            return [];
        }

        if (CellForms.Find(add.Kind) is null)
        {
            throw new UserFacingException("This server knows no such cell. Update it, or open the notebook where the cell was offered.");
        }

        // The cell above may have been removed a moment ago by somebody else: the new one then goes to the end.
        CellId? after = add.After is { } above && !state.Order.Contains(above) ? LastOf(state) : add.After;
        return [new CellAdded(add.Cell, add.Kind, after) { By = add.By }];
    }

    private static CellId? LastOf(NotebookState state) => state.Order.IsEmpty ? null : state.Order[^1];

    private static NotebookEvent[] Move(MoveCell move, NotebookState state)
    {
        CellOf(state, move.Cell);
        if (move.After is { } above)
        {
            CellOf(state, above);
        }

        int at = state.Order.IndexOf(move.Cell);
        CellId? aboveNow = at == 0 ? null : state.Order[at - 1];
        return move.After == aboveNow || move.After == move.Cell ? [] : [new CellMoved(move.Cell, move.After) { By = move.By }];
    }

    private static NotebookEvent[] Remove(RemoveCell remove, NotebookState state)
    {
        if (!state.Order.Contains(remove.Cell))
        {
            return [];
        }

        return
        [
            new CellRemoved(remove.Cell) { By = remove.By },
            .. state.Growths.Values
                .Where(growth => growth.Cell == remove.Cell && growth.Status == BranchStatus.Growing)
                .OrderBy(growth => growth.Id.Value)
                .Select(growth => new GrowthStopped(growth.Cell, growth.Id, Growing(state, growth, growth.Branches)) { By = remove.By }),
            .. Running(state)
                .Where(search => search.Cell == remove.Cell)
                .Select(search => new SearchPaused(search.Cell, search.Id) { By = remove.By }),
            .. StopsOf(state, remove.Cell, remove.By),
            .. Waiting(state, [remove.Cell], remove.By),
        ];
    }

    private static NotebookEvent[] Restore(RestoreCell restore, NotebookState state)
    {
        if (!state.Cells.ContainsKey(restore.Cell))
        {
            throw new UserFacingException("This cell was never in the notebook.");
        }

        return state.Order.Contains(restore.Cell) ? [] : [new CellRestored(restore.Cell) { By = restore.By }];
    }

    private static NotebookEvent[] Collapse(CollapseCell collapse, NotebookState state) =>
        CellOf(state, collapse.Cell).Collapsed == collapse.Collapsed
            ? []
            : [new CellCollapsed(collapse.Cell, collapse.Collapsed) { By = collapse.By }];

    private static NotebookEvent[] Configure(ConfigureCell configure, NotebookState state)
    {
        configure.Settings.Check();
        return CellOf(state, configure.Cell) is IConfiguredCell cell && cell.With(configure.Settings) is { } after
            ? after.Equals(cell) ? [] : [new CellConfigured(configure.Cell, configure.Settings) { By = configure.By }]
            : throw new UserFacingException("These settings belong to another kind of cell.");
    }

    private static NotebookEvent[] WriteNoteText(WriteNote write, NotebookState state)
    {
        NoteCell note = CellOf(state, write.Cell) as NoteCell ?? throw new UserFacingException("Only a note cell holds a note.");
        string text = TextLimits.CheckText(write.Text);
        return text == note.Text ? [] : [new NoteWritten(write.Cell, text) { By = write.By }];
    }

    private static NotebookEvent[] ChangeDefaults(ChangeGenerationDefaults change, NotebookState state)
    {
        Check(change.Settings);
        return change.Settings == state.Defaults ? [] : [new GenerationDefaultsChanged(change.Settings) { By = change.By }];
    }

    private static NotebookEvent[] ChangeSettings(ChangeGenerationSettings change, NotebookState state)
    {
        WriteCell cell = WriteCellOf(state, change.Cell);
        Check(change.Settings);
        return change.Settings == cell.Settings ? [] : [new GenerationSettingsChanged(change.Cell, change.Settings) { By = change.By }];
    }

    private static void Check(GenerationSettings settings)
    {
        SamplingOptions sampling = settings.Sampling;
        Check(settings.Count is >= 1 and <= 16, "Continuations", "1 to 16", settings.Count);
        Check(settings.MaxTokens is >= 1 and <= 2048, "Length", "1 to 2,048 tokens", settings.MaxTokens);
        Check(sampling.Temperature is >= 0 and <= 10, "Temperature", "0 to 10", sampling.Temperature);
        Check(sampling.TopK >= 0, "Top-k", "0 (off) or more", sampling.TopK);
        Check(sampling.TopP is > 0 and <= 1, "Top-p", "more than 0, up to 1 (off)", sampling.TopP);
        Check(sampling.MinP is >= 0 and < 1, "Min-p", "0 (off) to below 1", sampling.MinP);
        Check(sampling.RepetitionPenalty is > 0 and <= 10, "Repetition penalty", "more than 0, up to 10; 1 is off", sampling.RepetitionPenalty);
    }

    private static void Check(bool holds, string name, string range, double value)
    {
        if (!holds)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{name}: {range}; it was {value}."));
        }
    }
}
