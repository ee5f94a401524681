using MiniHF.Workspace.Components.Notebook;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>Our JavaScript modules, and the names the browser keeps drafts under.</summary>
internal static class Scripts
{
    public const string Writer = "./js/writer.js";
    public const string Constitution = "./js/constitution.js";
    public const string Keys = "./js/keys.js";
    public const string Tree = "./js/tree.js";
    public const string Rating = "./js/rating.js";
    public const string Page = "./js/page.js";
    public const string Charts = "./js/charts.js";
    public const string History = "./js/history.js";

    /// <summary>The drafts of one write cell have names that begin with this.</summary>
    public static string DraftKey(WriteCellActions actions) => $"minihf:draft:{actions.Session.State.Id.Value}:{actions.Cell.Value}:";
}
