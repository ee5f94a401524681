using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>What a notebook is called: its title, or its opening words until somebody gives it one.</summary>
public static class Titles
{
    /// <summary>The title a new notebook is stored with.</summary>
    public const string Unnamed = "Untitled";

    private const int Length = 52;

    /// <summary>Whether nobody has named it.</summary>
    public static bool IsUnnamed(string title) => string.IsNullOrWhiteSpace(title) || title == Unnamed;

    /// <summary>The title to show; <paramref name="opening"/> is how its text begins.</summary>
    public static string Of(string title, string opening) => (IsUnnamed(title), Words.Opening(opening, Length)) switch
    {
        (false, _) => title,
        (true, { Length: > 0 } words) => words,
        _ => Unnamed,
    };

    /// <inheritdoc cref="Of(string, string)"/>
    public static string Of(NotebookState notebook) => Of(notebook.Title, IsUnnamed(notebook.Title) ? OpeningOf(notebook) : "");

    /// <summary>What follows, in the opening, the words that stand as the title; all of it where the notebook has a name.</summary>
    public static string Rest(string title, string opening, int length)
    {
        string line = Words.Opening(opening, length);
        if (!IsUnnamed(title))
        {
            return line;
        }

        string shown = Words.Opening(opening, Length);
        return shown.EndsWith('…') && line.Length >= shown.Length ? $"… {line[(shown.Length - 1)..].TrimStart()}" : "";
    }

    private static string OpeningOf(NotebookState notebook) => notebook.Order
        .Select(id => notebook.Cells.GetValueOrDefault(id))
        .OfType<WriteCell>()
        .SelectMany(cell => cell.Tree.Roots.Select(root => cell.Tree.Branches.GetValueOrDefault(root)?.Text))
        .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";
}
