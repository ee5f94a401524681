using MiniHF.Engine;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Library;

/// <summary>Loads models into this process.</summary>
internal sealed class EngineModelLoader : IModelLoader
{
    public Task<ITextGenerator> LoadAsync(string directory, CancellationToken ct)
    {
        ModelOptions.Check(directory);
        return Task.FromException<ITextGenerator>(new UserFacingException("This build cannot run models yet."));
    }
}
