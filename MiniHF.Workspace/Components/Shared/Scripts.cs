using MiniHF.Workspace.Components.Notebook;

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
    public const string Loom = "./js/loom.js";

    /// <summary>What a person typed in one write cell and is not stored yet has names that begin with this.</summary>
    public static string TypingKey(WriteCellActions actions) => $"minihf:typing:{actions.Session.Me.Value}:{actions.Session.State.Id.Value}:{actions.Cell.Value}:";
}
