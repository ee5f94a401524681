namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>A line of two texts.</summary>
/// <param name="Old">Its number in the earlier text; null where it came in.</param>
/// <param name="New">Its number in the later text; null where it went out.</param>
public readonly record struct DifferenceLine(int? Old, int? New, string Text)
{
    public bool IsChange => Old is null || New is null;
}
