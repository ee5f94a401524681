using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>What a person does with whole cells, however they ask for it: a key, a menu, the palette.</summary>
/// <param name="session">The page's.</param>
/// <param name="viewOf">What draws a cell now, where it is drawn.</param>
public sealed class CellCommands(NotebookSession session, Func<CellId, object?> viewOf)
{
    private readonly Dictionary<string, Func<CellId, Task<CellId?>>> _actions = [];

    /// <summary>The cell that pasting copies.</summary>
    public CellId? Copied { get; private set; }

    /// <summary>Whether an action of the table of keys is one of these.</summary>
    public bool Knows(string action) => Actions.ContainsKey(action);

    /// <summary>Does it, and gives the cell that the keyboard goes to.</summary>
    public Task<CellId?> DoAsync(string action, CellId cell) => Actions[action](cell);

    private Dictionary<string, Func<CellId, Task<CellId?>>> Actions
    {
        get
        {
            if (_actions.Count == 0)
            {
                Fill(_actions);
            }

            return _actions;
        }
    }

    private void Fill(Dictionary<string, Func<CellId, Task<CellId?>>> actions)
    {
        actions["run"] = cell => StayAsync(cell, RunAsync(cell));
        // The browser has moved on already: the keyboard is where it should be.
        actions["run-next"] = async cell =>
        {
            await RunAsync(cell);
            return null;
        };
        actions["interrupt"] = cell => StayAsync(cell, InterruptAsync(cell));
        actions["run-all"] = cell => NowhereAsync(RunAllAsync());
        actions["interrupt-all"] = cell => NowhereAsync(InterruptAllAsync());
        actions["insert-above"] = cell => InsertAsync(Above(cell));
        actions["insert-below"] = cell => InsertAsync(cell);
        actions["move-up"] = cell => StayAsync(cell, MoveAsync(cell, -1));
        actions["move-down"] = cell => StayAsync(cell, MoveAsync(cell, 1));
        actions["duplicate-cell"] = cell => CopyAsync(cell, cell);
        actions["copy-cell"] = Copy;
        actions["cut-cell"] = CutAsync;
        actions["paste-cell"] = PasteAsync;
        actions["fold-cell"] = cell => StayAsync(cell, session.TryAsync(new CollapseCell(cell, session.State.Cells.GetValueOrDefault(cell) is { Collapsed: false }) { By = session.Me }));
        actions["to-note"] = cell => TurnAsync(cell, CellKind.Note);
        actions["to-text"] = cell => TurnAsync(cell, CellKind.Write);
        actions["remove-cell"] = cell => RemoveAsync(cell, "Cell deleted.");
    }

    private static async Task<CellId?> StayAsync(CellId cell, Task done)
    {
        await done;
        return cell;
    }

    private static async Task<CellId?> NowhereAsync(Task done)
    {
        await done;
        return null;
    }

    private CellId? Above(CellId cell) => session.State.Order.IndexOf(cell) is > 0 and var at ? session.State.Order[at - 1] : null;

    private async Task RunAsync(CellId id)
    {
        if (session.RefusesChanges() || session.State.Cells.GetValueOrDefault(id) is not { } cell)
        {
            return;
        }

        if (viewOf(id) is IRunningCell view)
        {
            await view.SettleAsync();
            if (await view.RunAsync())
            {
                return;
            }
        }

        if (CellRules.RunOf(session.Now, session.Now.Cells.GetValueOrDefault(id, cell), session.Me) is { } run)
        {
            await session.TryAsync(run);
        }
        else if (cell is WriteCell)
        {
            session.Toasts.Say("Write a beginning first: a few words are enough.");
        }
    }

    private async Task InterruptAsync(CellId cell)
    {
        if (viewOf(cell) is not IRunningCell view || !await view.InterruptAsync())
        {
            await session.TryAsync(new InterruptCells([cell]) { By = session.Me });
        }
    }

    private async Task RunAllAsync()
    {
        if (session.RefusesChanges())
        {
            return;
        }

        foreach (IRunningCell view in session.State.Order.Select(viewOf).OfType<IRunningCell>())
        {
            await view.SettleAsync();
        }

        if (await session.TryAsync(new RunCells([.. session.Now.Order]) { By = session.Me }))
        {
            session.Toasts.Say("Running all cells, one after another.", "Interrupt", () => InterruptAllAsync());
        }
    }

    private async Task InterruptAllAsync()
    {
        await session.TryAsync(new InterruptCells([.. session.Now.Order]) { By = session.Me });
        foreach (IRunningCell view in session.State.Order.Select(viewOf).OfType<IRunningCell>())
        {
            await view.InterruptAsync();
        }
    }

    private async Task<CellId?> InsertAsync(CellId? after)
    {
        CellId cell = CellId.New();
        return await session.TryAsync(new AddCell(cell, CellKind.Write, after) { By = session.Me }) ? cell : null;
    }

    private Task MoveAsync(CellId cell, int by)
    {
        int at = session.State.Order.IndexOf(cell);
        int to = at + by;
        if (at < 0 || to < 0 || to >= session.State.Order.Count)
        {
            return Task.CompletedTask;
        }

        int after = by < 0 ? at - 2 : to;
        return session.TryAsync(new MoveCell(cell, after >= 0 ? session.State.Order[after] : null) { By = session.Me });
    }

    private async Task<CellId?> CopyAsync(CellId of, CellId? after)
    {
        CellId copy = CellId.New();
        return await session.TryAsync(new DuplicateCell(copy, of, after) { By = session.Me }) ? copy : after;
    }

    private Task<CellId?> Copy(CellId cell)
    {
        Copied = cell;
        session.Toasts.Say("Cell copied: v pastes it below another.");
        return Task.FromResult<CellId?>(cell);
    }

    private Task<CellId?> CutAsync(CellId cell)
    {
        Copied = cell;
        return RemoveAsync(cell, "Cell cut: v pastes it elsewhere.");
    }

    private Task<CellId?> PasteAsync(CellId cell)
    {
        if (Copied is { } copied)
        {
            return CopyAsync(copied, cell);
        }

        session.Toasts.Say("Nothing was copied yet: c copies the cell, x cuts it.");
        return Task.FromResult<CellId?>(cell);
    }

    private async Task<CellId?> TurnAsync(CellId cell, CellKind kind)
    {
        CellId into = CellId.New();
        bool already = session.State.Cells.GetValueOrDefault(cell) is { } known && CellForms.KindOf(known) == kind;
        return already || !await session.TryAsync(new TurnCell(cell, into, kind) { By = session.Me }) ? cell : into;
    }

    /// <summary>The keyboard goes to the cell that takes the place, or to the last one.</summary>
    private async Task<CellId?> RemoveAsync(CellId cell, string said)
    {
        int at = session.State.Order.IndexOf(cell);
        CellId? next = at + 1 < session.State.Order.Count ? session.State.Order[at + 1] : Above(cell);
        await session.TryWithUndoAsync(new RemoveCell(cell) { By = session.Me }, said);
        return next;
    }
}
