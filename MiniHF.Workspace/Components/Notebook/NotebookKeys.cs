namespace MiniHF.Workspace.Components.Notebook;

/// <summary>
/// Everything a notebook does at a key or from its palette, in the groups of the key sheet. The browser's keys, the sheet, the palette and the
/// cells' menus are all made of this table. Jupyter's keys mean here what they mean there.
/// </summary>
public static class NotebookKeys
{
    public static IReadOnlyList<(string Title, IReadOnlyList<KeyBinding> Keys)> Groups { get; } =
    [
        ("Write",
        [
            new(["shift+enter", "ctrl+enter", "meta+enter"], "⇧ ⏎", "grow", "Grow continuations", WhileTyping: true) { Icon = "write" },
            new(["g"], "g", "grow", "Grow continuations") { Icon = "write" },
            new(["enter", "i"], "⏎", "write", "Go to the text") { Icon = "edit" },
            new(["escape"], "Esc", "leave", "Leave the text for the tree, the tree for the cell; close what is open", WhileTyping: true) { Level = KeyLevel.Anywhere, Icon = "leave" },
            new(["e"], "e", "edit", "Edit the passage in place") { Icon = "edit" },
            new(["r"], "r", "rewrite", "Let the model rewrite the passage: say what you want otherwise") { Icon = "comment" },
            new(["s"], "s", "split", "Split the passage where you clicked in it") { Icon = "prune" },
            new(["m"], "m", "merge", "Merge it with its only continuation") { Icon = "link" },
            new(["."], ".", "stop", "Stop growing") { Icon = "stop" },
        ]),
        ("Choose",
        [
            new(Numbers(""), "1 – 9", "pick", "Pick that continuation (also in the text, while nothing is typed)") { Icon = "check" },
            new(Numbers("shift+"), "⇧ 1 – 9", "praise", "Thumb that continuation up") { Icon = "up" },
            new(["u"], "u", "up", "Thumb up") { Icon = "up" },
            new(["d"], "d", "down", "Thumb down") { Icon = "down" },
            new(["b"], "b", "bookmark", "Bookmark") { Icon = "star" },
            new(["x"], "x", "prune", "Prune: put aside with all below it") { Icon = "prune" },
        ]),
        ("Move",
        [
            new(["arrowleft"], "←", "parent", "Back to the parent") { Icon = "left" },
            new(["arrowright"], "→", "child", "On to the first continuation") { Icon = "right" },
            new(["arrowup"], "↑", "previous", "The branch above") { Icon = "upward" },
            new(["arrowdown"], "↓", "next", "The branch below") { Icon = "downward" },
            new(["c"], "c", "collapse", "Fold or unfold what grows from here"),
            new(["t"], "t", "hoist", "Show only what grows from here, or all of it again") { Icon = "expand" },
            new(["n"], "n", "bookmark-next", "The next bookmark") { Icon = "star" },
            new(["shift+n"], "⇧ n", "bookmark-previous", "The bookmark before") { Icon = "star" },
            new(["w"], "w", "new-next", "What is new: the next branch that others wrote and you have not seen") { Icon = "right" },
            new([], "", "seen-all", "Count all that is new in this text as seen") { Icon = "check" },
            new(["l"], "l", "label", "Let the model name the branches in sight") { Icon = "edit" },
            new(["a"], "a", "add", "Add a cell") { Icon = "plus" },
        ]),
        ("Cells",
        [
            new(["shift+enter"], "⇧ ⏎", "run-next", "Run the cell and go on to the next", WhileTyping: true) { Level = KeyLevel.Cell, Icon = "play" },
            new(["ctrl+enter", "meta+enter"], "Ctrl ⏎", "run", "Run the cell", WhileTyping: true) { Level = KeyLevel.Cell, Icon = "play" },
            new(["i i"], "i i", "interrupt", "Interrupt the cell") { Level = KeyLevel.Cell, Icon = "stop" },
            new([], "", "run-all", "Run all cells, one after another") { Level = KeyLevel.Anywhere, Icon = "play" },
            new([], "", "interrupt-all", "Interrupt all cells") { Level = KeyLevel.Anywhere, Icon = "stop" },
            new(["enter"], "⏎", "write", "Go into the cell") { Level = KeyLevel.Cell, Icon = "edit" },
            new(["j"], "j", "cell-next", "The cell below") { Level = KeyLevel.Anywhere, Icon = "downward" },
            new(["k"], "k", "cell-previous", "The cell above") { Level = KeyLevel.Anywhere, Icon = "upward" },
            new(["arrowdown"], "↓", "cell-next", "The cell below") { Level = KeyLevel.Cell, Icon = "downward" },
            new(["arrowup"], "↑", "cell-previous", "The cell above") { Level = KeyLevel.Cell, Icon = "upward" },
            new(["a"], "a", "insert-above", "New text above") { Level = KeyLevel.Cell, Icon = "plus" },
            new(["b"], "b", "insert-below", "New text below") { Level = KeyLevel.Cell, Icon = "plus" },
            new(["shift+b"], "⇧ b", "add", "Add a cell of any kind below") { Level = KeyLevel.Cell, Icon = "plus" },
            new(["ctrl+shift+arrowup"], "Ctrl ⇧ ↑", "move-up", "Move the cell up") { Level = KeyLevel.Anywhere, Icon = "upward" },
            new(["ctrl+shift+arrowdown"], "Ctrl ⇧ ↓", "move-down", "Move the cell down") { Level = KeyLevel.Anywhere, Icon = "downward" },
            new(["shift+d"], "⇧ d", "duplicate-cell", "Duplicate the cell") { Level = KeyLevel.Cell, Icon = "copy" },
            new(["c"], "c", "copy-cell", "Copy the cell") { Level = KeyLevel.Cell, Icon = "copy" },
            new(["x"], "x", "cut-cell", "Cut the cell") { Level = KeyLevel.Cell, Icon = "prune" },
            new(["v"], "v", "paste-cell", "Paste below") { Level = KeyLevel.Cell, Icon = "copy" },
            new(["o"], "o", "fold-cell", "Fold or unfold the cell") { Level = KeyLevel.Cell, Icon = "list" },
            new(["m"], "m", "to-note", "Make a note of it") { Level = KeyLevel.Cell, Icon = "note" },
            new(["y"], "y", "to-text", "Make a text of it") { Level = KeyLevel.Cell, Icon = "write" },
            new(["d d"], "d d", "remove-cell", "Delete the cell") { Level = KeyLevel.Cell, Icon = "trash" },
        ]),
        ("Anywhere",
        [
            new(["ctrl+k", "meta+k", "ctrl+shift+p", "meta+shift+p"], "Ctrl K", "palette", "Everything that can be done, and everywhere to go", WhileTyping: true) { Level = KeyLevel.Anywhere, Icon = "list" },
            new(["z", "ctrl+z", "meta+z"], "z", "undo", "Undo") { Level = KeyLevel.Anywhere, Icon = "undo" },
            new(["shift+z", "ctrl+shift+z", "meta+shift+z", "ctrl+y"], "⇧ z", "redo", "Redo") { Level = KeyLevel.Anywhere, Icon = "redo" },
            new(["ctrl+s", "meta+s"], "Ctrl S", "save", "Nothing to do: everything is saved as you type", WhileTyping: true) { Level = KeyLevel.Anywhere, Icon = "check" },
            new(["/", "f"], "/", "find", "Find in the branches") { Level = KeyLevel.Anywhere, Icon = "find" },
            new(["h"], "h", "history", "History: the slider under the notebook") { Level = KeyLevel.Anywhere, Icon = "history" },
            new(["?", "shift+?"], "?", "keys", "This sheet") { Level = KeyLevel.Anywhere, Icon = "keyboard" },
        ]),
    ];

    /// <summary>Every binding, in the sheet's order.</summary>
    public static IEnumerable<KeyBinding> All => Groups.SelectMany(group => group.Keys);

    /// <summary>For the browser: at each level each key's action, and whether it works while typing.</summary>
    public static object ForBrowser { get; } = new { loom = TableOf(KeyLevel.Loom), cell = TableOf(KeyLevel.Cell) };

    private static Dictionary<string, object> TableOf(KeyLevel level) => All
        .Where(binding => binding.Level == level || binding.Level == KeyLevel.Anywhere)
        .SelectMany(binding => binding.Keys.Select(key => (key, binding)))
        .ToDictionary(pair => pair.key, pair => (object)new { action = pair.binding.Action, typing = pair.binding.WhileTyping });

    private static string[] Numbers(string modifier) => [.. Enumerable.Range(1, 9).Select(number => $"{modifier}{number}")];
}
