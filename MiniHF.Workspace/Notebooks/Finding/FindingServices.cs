using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>Registers the search over all branches.</summary>
internal static class FindingServices
{
    public static IServiceCollection AddFinding(this IServiceCollection services)
    {
        services.AddSchemaMigrations(PassageTable.Migrations);
        services.TryAddSingleton<PassageTable>();
        services.TryAddSingleton<PassageProjection>();
        services.AddSingleton<IInlineProjection>(provider => provider.GetRequiredService<PassageProjection>());
        services.AddSingleton<IReadModel>(provider => provider.GetRequiredService<PassageProjection>());
        services.TryAddSingleton(provider => new BranchFinder(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PassageTable>(),
            provider.GetRequiredService<IOptions<EventStoreOptions>>()));
        services.AddHostedService<PassageIndexing>();
        return services;
    }
}
