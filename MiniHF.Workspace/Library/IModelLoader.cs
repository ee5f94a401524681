using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Library;

/// <summary>Makes a model directory into something that continues text.</summary>
public interface IModelLoader
{
    /// <exception cref="MiniHF.Engine.UserFacingException">The directory is no model we can run; names the file and the reason.</exception>
    Task<ITextGenerator> LoadAsync(string directory, CancellationToken ct);
}
