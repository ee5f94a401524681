namespace MiniHF.Workspace.Components.Cells;

/// <summary>A view that has more to do than its kind's rule when its cell is run.</summary>
public interface IRunningCell
{
    /// <summary>Stores what is still on its way from the browser: a run builds on it.</summary>
    Task SettleAsync();

    /// <summary>Runs the cell in a way of its own; false where it is run as its kind is.</summary>
    Task<bool> RunAsync() => Task.FromResult(false);

    /// <summary>Halts what runs in a way of its own; false where it is halted as its kind is.</summary>
    Task<bool> InterruptAsync() => Task.FromResult(false);
}
