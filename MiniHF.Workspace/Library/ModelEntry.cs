using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Library;

/// <summary>A model of the library.</summary>
/// <param name="Description">Known once loaded.</param>
/// <param name="Problem">Why it cannot be loaded, in one line; null while nothing is wrong.</param>
public sealed record ModelEntry(string Name, string Source, bool IsDefault, ModelState State, ModelDescription? Description, string? Problem)
{
    /// <summary>Name of the adapter that comes with it to judge with, taken where no other is chosen; empty where none does.</summary>
    public string Judge { get; init; } = "";
}
