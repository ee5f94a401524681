namespace MiniHF.Workspace.Components.Notebook;

/// <summary>A key and what it does.</summary>
/// <param name="Keys">As the browser names them, lower case, with modifiers in front: "ctrl+shift+z".</param>
/// <param name="Shown">As the sheet shows them.</param>
/// <param name="Action">What the page is told.</param>
/// <param name="WhileTyping">Whether it also works with the cursor in a text.</param>
public sealed record KeyBinding(string[] Keys, string Shown, string Action, string Meaning, bool WhileTyping = false);
