namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Every key of a notebook, in the groups of the key sheet.</summary>
public static class NotebookKeys
{
    public static IReadOnlyList<(string Title, IReadOnlyList<KeyBinding> Keys)> Groups { get; } =
    [
        ("Write",
        [
            new(["shift+enter", "ctrl+enter", "meta+enter"], "⇧ ⏎", "grow", "Grow continuations", WhileTyping: true),
            new(["g"], "g", "grow", "Grow continuations"),
            new(["enter", "i"], "⏎", "write", "Go to the text"),
            new(["escape"], "Esc", "leave", "Leave the text for the tree; close what is open", WhileTyping: true),
            new(["e"], "e", "edit", "Edit the passage in place"),
            new(["."], ".", "stop", "Stop growing"),
        ]),
        ("Choose",
        [
            new(Numbers(""), "1 – 9", "pick", "Pick that continuation (also in the text, while nothing is typed)"),
            new(Numbers("shift+"), "⇧ 1 – 9", "praise", "Thumb that continuation up"),
            new(["u"], "u", "up", "Thumb up"),
            new(["d"], "d", "down", "Thumb down"),
            new(["b"], "b", "bookmark", "Bookmark"),
            new(["x"], "x", "prune", "Prune: put aside with all below it"),
        ]),
        ("Move",
        [
            new(["arrowleft"], "←", "parent", "Back to the parent"),
            new(["arrowright"], "→", "child", "On to the first continuation"),
            new(["arrowup"], "↑", "previous", "The branch above"),
            new(["arrowdown"], "↓", "next", "The branch below"),
            new(["c"], "c", "collapse", "Fold or unfold what grows from here"),
        ]),
        ("Anywhere",
        [
            new(["z", "ctrl+z", "meta+z"], "z", "undo", "Undo"),
            new(["shift+z", "ctrl+shift+z", "meta+shift+z", "ctrl+y"], "⇧ z", "redo", "Redo"),
            new(["/", "f"], "/", "find", "Find in the branches"),
            new(["a"], "a", "add", "Add a cell"),
            new(["h"], "h", "history", "History: the slider under the notebook"),
            new(["?", "shift+?"], "?", "keys", "This sheet"),
        ]),
    ];

    /// <summary>For the browser: each key's action, and whether it works while typing.</summary>
    public static IReadOnlyDictionary<string, object> ForBrowser { get; } = Groups
        .SelectMany(group => group.Keys)
        .SelectMany(binding => binding.Keys.Select(key => (key, binding)))
        .ToDictionary(pair => pair.key, pair => (object)new { action = pair.binding.Action, typing = pair.binding.WhileTyping });

    private static string[] Numbers(string modifier) => [.. Enumerable.Range(1, 9).Select(number => $"{modifier}{number}")];
}
