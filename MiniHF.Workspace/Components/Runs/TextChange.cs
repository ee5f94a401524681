namespace MiniHF.Workspace.Components.Runs;

/// <summary>What became of a stretch of text.</summary>
public enum TextChange
{
    None,
    Removed,
    Added,
}
