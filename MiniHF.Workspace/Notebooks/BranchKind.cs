namespace MiniHF.Workspace.Notebooks;

/// <summary>Who or what wrote a branch. The numbers are stored: never renumber.</summary>
public enum BranchKind
{
    Person = 0,
    Model = 1,
    Weave = 2,
    Rewrite = 3,
}
