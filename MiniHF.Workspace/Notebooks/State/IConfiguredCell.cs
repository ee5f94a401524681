namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell with <see cref="CellSettings"/>.</summary>
public interface IConfiguredCell
{
    CellSettings Settings { get; }

    /// <summary>The cell set otherwise; null where the settings are another kind's.</summary>
    Cell? With(CellSettings settings);
}
