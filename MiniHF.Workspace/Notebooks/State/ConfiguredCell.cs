namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A cell whose settings are one value.</summary>
public abstract record ConfiguredCell<TSettings>(CellId Id, bool Collapsed, TSettings Settings) : Cell(Id, Collapsed), IConfiguredCell
    where TSettings : CellSettings
{
    CellSettings IConfiguredCell.Settings => Settings;

    Cell? IConfiguredCell.With(CellSettings settings) => settings is TSettings own ? this with { Settings = own } : null;
}
