using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>A view that answers the notebook's keys.</summary>
public interface IKeyedCell
{
    /// <summary>Does what a key asks for. <paramref name="on"/> is the card or node the keyboard is on, where it is on one.</summary>
    Task DoAsync(string action, int number, BranchId? on);
}
