namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>What a piece of a change does.</summary>
internal enum TextPart
{
    Keep,
    Put,
    Drop,
}
