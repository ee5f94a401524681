namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Where the keyboard is when a key means something.</summary>
public enum KeyLevel
{
    /// <summary>In a text's tree and cards, out of its words.</summary>
    Loom,

    /// <summary>On a cell as a whole.</summary>
    Cell,

    /// <summary>On either.</summary>
    Anywhere,
}
