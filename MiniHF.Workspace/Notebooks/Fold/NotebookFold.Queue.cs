using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Queue(NotebookState state, CellsQueued queued, EventOrigin origin) => state with
    {
        Queue = state.Queue.AddRange(queued.Cells
            .Where(cell => state.Cells.ContainsKey(cell) && state.Queue.All(waiting => waiting.Cell != cell))
            .Select(cell => new QueuedCell(cell, origin.Event, queued.By, origin.At, queued.Server))),
        Refused = state.Refused.RemoveRange(queued.Cells),
    };

    private static NotebookState Unqueue(NotebookState state, CellUnqueued unqueued, EventOrigin origin) =>
        state.Queue.Find(waiting => waiting.Cell == unqueued.Cell) is not { } queued
            ? state
            : state with
            {
                Queue = state.Queue.Remove(queued),
                Refused = unqueued.Failure is { } reason
                    ? state.Refused.SetItem(unqueued.Cell, new RefusedCell(queued.By, origin.At, reason))
                    : state.Refused,
            };

    private static NotebookState Follow(NotebookState state, GenerationDefaultsChanged changed) => changed.Settings == state.Defaults
        ? state
        : state with
        {
            Defaults = changed.Settings,
            Cells = state.Cells.SetItems(state.Cells.Values.OfType<WriteCell>()
                .Select(cell => (cell, settings: GenerationFields.Follow(cell.Settings, state.Defaults, changed.Settings)))
                .Where(pair => pair.settings != pair.cell.Settings)
                .Select(pair => KeyValuePair.Create(pair.cell.Id, (Cell)(pair.cell with { Settings = pair.settings })))),
        };

    /// <summary>A cell that had what became the default, without following it, would follow it back: it is set to what it had.</summary>
    private static ImmutableArray<NotebookEvent> UndoDefaults(NotebookState before, GenerationDefaultsChanged changed)
    {
        GenerationDefaultsChanged back = new(before.Defaults) { By = changed.By };
        NotebookState undone = Follow(Follow(before, changed), back);
        return
        [
            back,
            .. before.Cells.Values.OfType<WriteCell>()
                .Where(cell => undone.Cells[cell.Id] is WriteCell after && after.Settings != cell.Settings)
                .OrderBy(cell => cell.Id.Value)
                .Select(cell => new GenerationSettingsChanged(cell.Id, cell.Settings) { By = changed.By }),
        ];
    }
}
