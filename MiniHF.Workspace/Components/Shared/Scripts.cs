using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>Our JavaScript modules, and the names the browser keeps typing under.</summary>
internal static class Scripts
{
    public const string Typing = "./js/typing.js";
    public const string Constitution = "./js/constitution.js";
    public const string Keys = "./js/keys.js";
    public const string Tree = "./js/tree.js";
    public const string Rating = "./js/rating.js";
    public const string Page = "./js/page.js";
    public const string Charts = "./js/charts.js";
    public const string History = "./js/history.js";
    public const string Kept = "./js/kept.js";
    public const string Loom = "./js/loom.js";

    /// <summary>What a person typed in one cell and is not stored yet has names that begin with this.</summary>
    public static string TypingKey(NotebookSession session, CellId cell) => $"minihf:typing:{session.Me.Value}:{session.State.Id.Value}:{cell.Value}:";

    /// <summary>What a person wrote in a field about something in a notebook, until it is stored.</summary>
    public static string KeptKey(NotebookSession session, string field, Guid about) => $"minihf:kept:{session.Me.Value}:{session.State.Id.Value}:{field}:{about}";

    public static string TypingKey(WriteCellActions actions) => TypingKey(actions.Session, actions.Cell);
}
