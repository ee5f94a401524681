using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Duplicate(DuplicateCell duplicate, NotebookState state)
    {
        if (state.Cells.ContainsKey(duplicate.Cell))
        {
            return [];
        }

        if (!state.Cells.ContainsKey(duplicate.Of))
        {
            throw new UserFacingException("This cell was never in the notebook.");
        }

        CellId? after = duplicate.After is { } above && !state.Order.Contains(above) ? LastOf(state) : duplicate.After;
        return [new CellDuplicated(duplicate.Cell, duplicate.Of, after) { By = duplicate.By }];
    }

    private static NotebookEvent[] Turn(TurnCell turn, NotebookState state)
    {
        if (state.Cells.ContainsKey(turn.Into))
        {
            return [];
        }

        string? text = (CellOf(state, turn.Cell), turn.Kind) switch
        {
            (NoteCell, CellKind.Note) or (WriteCell, CellKind.Write) => null,
            (NoteCell note, CellKind.Write) => note.Text,
            (WriteCell { Tree: var tree }, CellKind.Note) => tree.Branches.Values.All(branch => branch.Children.Count(child => !tree.Branches[child].Pruned) <= 1) && tree.Roots.Count <= 1
                ? tree.FocusOf(turn.By) is { } focus ? tree.TextOf(focus.Id) : ""
                : throw new UserFacingException("This text has branches, which a note cannot hold. Copy what you want of it into a note of its own."),
            _ => throw new UserFacingException("Only a note and a text can be made of each other."),
        };
        return text is null ? [] : [new CellTurned(turn.Cell, turn.Into, turn.Kind, text) { By = turn.By }, .. Halts(state, [turn.Cell], turn.By)];
    }

    private static NotebookEvent[] Run(RunCells run, NotebookState state, GrowthFacts facts)
    {
        IReadOnlyDictionary<CellId, CellWork> works = CellWorks.Of(state);
        // A text without a beginning has nothing to run; whoever asked for all of a notebook does not mean it.
        CellId[] cells =
        [
            .. run.Cells.Where(id => state.Order.Contains(id)
                && works.GetValueOrDefault(id) is not { IsOpen: true }
                && state.Cells.GetValueOrDefault(id) is { } cell
                && CellRules.RunOf(state, cell, run.By) is not null),
        ];
        return cells.Length == 0 ? [] : [new CellsQueued(cells, facts.Server) { By = run.By }];
    }

    private static NotebookEvent[] Interrupt(InterruptCells interrupt, NotebookState state) => [.. Halts(state, interrupt.Cells, interrupt.By)];

    /// <summary>What halts all that runs or waits in these cells. A search is paused, so that it can go on.</summary>
    private static IEnumerable<NotebookEvent> Halts(NotebookState state, IReadOnlyCollection<CellId> cells, PersonId by) =>
    [
        .. Waiting(state, cells, by),
        .. state.Growths.Values
            .Where(growth => cells.Contains(growth.Cell) && growth.Status == BranchStatus.Growing)
            .OrderBy(growth => growth.Id.Value)
            .Select(growth => new GrowthStopped(growth.Cell, growth.Id, Growing(state, growth, growth.Branches)) { By = by }),
        .. Running(state)
            .Where(search => cells.Contains(search.Cell))
            .Select(search => new SearchPaused(search.Cell, search.Id) { By = by }),
        .. cells.SelectMany(cell => StopsOf(state, cell, by)),
    ];

    private static IEnumerable<CellUnqueued> Waiting(NotebookState state, IReadOnlyCollection<CellId> cells, PersonId by) =>
        state.Queue.Where(queued => cells.Contains(queued.Cell)).Select(queued => new CellUnqueued(queued.Cell, null) { By = by });
}
