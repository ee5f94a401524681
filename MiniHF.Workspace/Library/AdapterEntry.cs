using MiniHF.Engine.Adapters;

namespace MiniHF.Workspace.Library;

/// <summary>An adapter of the library.</summary>
/// <param name="Name">What cells and records call it.</param>
/// <param name="Base">Name of the model it is for.</param>
/// <param name="Source">Its directory.</param>
/// <param name="Run">The tuning run that made it, or null.</param>
/// <param name="IsFromSettings">It is named in the settings, so it cannot be removed here.</param>
/// <param name="Description">Known once loaded.</param>
/// <param name="Problem">Why it cannot be loaded, in one line; null while nothing is wrong.</param>
public sealed record AdapterEntry(
    string Name, string Base, string Source, AdapterRole Role, Guid? Run, bool IsFromSettings, AdapterDescription? Description, string? Problem);
