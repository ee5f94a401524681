using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The model that ships, loaded once for all tests of a class.</summary>
public sealed class EmbeddedModel : IAsyncLifetime
{
    /// <summary>As the workspace runs it.</summary>
    public TextGenerator Shared { get; private set; } = null!; // set before the first test

    /// <summary>Keeps nothing of what it computed.</summary>
    public TextGenerator Unshared { get; private set; } = null!; // set before the first test

    public async Task InitializeAsync()
    {
        Shared = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions { Threads = 1 }, CancellationToken.None);
        Unshared = await TextGenerator.LoadAsync(LanguageModels.Embedded, new EngineOptions { Threads = 1, PrefixMegabytes = 0 }, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Shared.DisposeAsync();
        await Unshared.DisposeAsync();
    }
}
