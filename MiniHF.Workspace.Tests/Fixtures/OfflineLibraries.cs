using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Library.Files;
using Npgsql;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The product's own libraries, with what they know at a first start and no database behind them: enough for components that only look things up.</summary>
internal static class OfflineLibraries
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create("Host=offline.invalid"));
        services.AddSingleton(provider => new PostgresEventStore(
            provider.GetRequiredService<NpgsqlDataSource>(), new EventTypeRegistry(), [], Options.Create(new EventStoreOptions()), TimeProvider.System));
        services.AddSingleton(provider => new ConstitutionLibrary(
            provider.GetRequiredService<PostgresEventStore>(), TimeProvider.System, NullLogger<ConstitutionLibrary>.Instance));
        services.AddSingleton<IModelLoader, NoModels>();
        services.AddSingleton(provider => new ModelLibrary(
            provider.GetRequiredService<IModelLoader>(),
            provider.GetRequiredService<PostgresEventStore>(),
            new AdapterFiles(
                provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<PostgresEventStore>(), Options.Create(new EventStoreOptions()), Options.Create(new ModelOptions()), Path.GetTempPath()),
            new ModelFiles(
                provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<PostgresEventStore>(), Options.Create(new EventStoreOptions()), Options.Create(new ModelOptions()), Path.GetTempPath()),
            Options.Create(new ModelOptions()),
            TimeProvider.System,
            NullLogger<ModelLibrary>.Instance));
    }

    private sealed class NoModels : IModelLoader
    {
        public Task<ITextGenerator> LoadAsync(string directory, CancellationToken ct) =>
            throw new InvalidOperationException("Nothing is generated in a component test.");
    }
}
