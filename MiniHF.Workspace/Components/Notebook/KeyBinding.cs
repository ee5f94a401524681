namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Something a person can have done, and the keys for it.</summary>
/// <param name="Keys">As the browser names them, lower case, with modifiers in front: "ctrl+shift+z". Keys pressed one after another have a space between: "d d". None where only the palette and menus offer it.</param>
/// <param name="Shown">As the sheet shows them.</param>
/// <param name="Action">What the page is told.</param>
/// <param name="WhileTyping">Whether it also works with the cursor in a text.</param>
public sealed record KeyBinding(string[] Keys, string Shown, string Action, string Meaning, bool WhileTyping = false)
{
    /// <summary>Where the keyboard must be.</summary>
    public KeyLevel Level { get; init; } = KeyLevel.Loom;

    /// <summary>One of <see cref="Shared.Icons"/>, for the palette and menus.</summary>
    public string Icon { get; init; } = "right";
}
