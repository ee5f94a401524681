using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library;

/// <summary>The models this workspace can grow text with: the embedded one, those of the settings, and those people added. Loads each once, when first used.</summary>
public sealed class ModelLibrary
{
    /// <summary>Every model known, the default first.</summary>
    public IReadOnlyList<ModelEntry> List() => throw new NotImplementedException();

    /// <summary>Adds a model directory after checking that its configuration, tokenizer and weights can be read.</summary>
    /// <exception cref="MiniHF.Engine.UserFacingException">The directory is no model we can run; names the file and the reason.</exception>
    public Task<ModelEntry> AddAsync(string directory, PersonId by, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The model, loaded. An empty name is the default.</summary>
    /// <exception cref="MiniHF.Engine.UserFacingException">No such model, or it cannot be loaded.</exception>
    public Task<ITextGenerator> LoadAsync(string name, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Calls back after the list or a model's state changed. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => throw new NotImplementedException();
}

/// <summary>A model of the library.</summary>
/// <param name="Description">Known once loaded.</param>
/// <param name="Problem">Why it cannot be loaded, in one line; null while nothing is wrong.</param>
public sealed record ModelEntry(string Name, string Source, bool IsDefault, ModelState State, ModelDescription? Description, string? Problem);

/// <summary>Whether a model is in memory.</summary>
public enum ModelState
{
    NotLoaded,
    Loading,
    Ready,
    Failed,
}
