using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Library;

/// <summary>Loads models into this process.</summary>
internal sealed class EngineModelLoader(IOptions<EngineOptions> options) : IModelLoader
{
    public async Task<ITextGenerator> LoadAsync(string directory, CancellationToken ct) =>
        await TextGenerator.LoadAsync(ModelOptions.Check(directory), options.Value, ct).ConfigureAwait(false);
}
