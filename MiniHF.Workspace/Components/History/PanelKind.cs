namespace MiniHF.Workspace.Components.History;

/// <summary>What the panel over the slider shows.</summary>
public enum PanelKind
{
    /// <summary>Who did what, event by event.</summary>
    Steps,

    /// <summary>What differs between two moments.</summary>
    Differences,
}
