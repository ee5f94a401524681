namespace MiniHF.Workspace.Notebooks;

/// <summary>A person's judgement of a branch. The numbers are stored: never renumber.</summary>
public enum Thumb
{
    None = 0,
    Up = 1,
    Down = -1,
}
