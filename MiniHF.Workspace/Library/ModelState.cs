namespace MiniHF.Workspace.Library;

/// <summary>Whether a model is in memory.</summary>
public enum ModelState
{
    NotLoaded,
    Loading,
    Ready,
    Failed,
}
