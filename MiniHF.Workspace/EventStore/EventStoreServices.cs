using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.EventStore.Ladder;
using MiniHF.Workspace.Postgres;

namespace MiniHF.Workspace.EventStore;

/// <summary>Registers the event store, and what features add to it.</summary>
public static class EventStoreServices
{
    /// <summary>
    /// The store, its feed and its database: the server of <c>ConnectionStrings:Postgres</c> (or <c>MINIHF_POSTGRES</c>), or, when
    /// neither is set, the embedded one in the data folder (<c>MINIHF_DATA</c>).
    /// </summary>
    public static IHostApplicationBuilder AddEventStore(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<EventStoreOptions>()
            .BindConfiguration(EventStoreOptions.Section)
            .Validate(options => EventStoreOptions.IsValidSchema(options.Schema), "EventStore:Schema must be a name of lower-case letters, digits and underscores.")
            .Validate(options => options.PollInterval > TimeSpan.Zero, "EventStore:PollInterval must be longer than nothing.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        if (DatabaseConnection.Configured(builder.Configuration) is { } connectionString)
        {
            services.TryAddSingleton(provider => DatabaseConnection.CreateDataSource(connectionString, Schema(provider)));
        }
        else
        {
            string dataFolder = DataFolder.Resolve(builder.Configuration[DataFolder.Setting]);
            services.TryAddSingleton(provider => new EmbeddedPostgres(
                new EmbeddedPostgresOptions { DataFolder = dataFolder },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EmbeddedPostgres>>()));
            services.TryAddSingleton(provider =>
                DatabaseConnection.CreateDataSource(provider.GetRequiredService<EmbeddedPostgres>().ConnectionString, Schema(provider)));
        }

        services.TryAddSingleton(provider => provider.GetServices<EventTypeRegistration>().Aggregate(
            new EventTypeRegistry(),
            (registry, registration) =>
            {
                registration.Register(registry);
                return registry;
            }));
        services.TryAddSingleton<EventStoreSchema>();
        services.TryAddSingleton<PostgresEventStore>();
        services.TryAddSingleton<SnapshotLadders>();
        services.TryAddSingleton<StoreVerifier>();
        services.TryAddSingleton<HighWaterMark>();
        services.TryAddSingleton<EventFeed>();
        services.AddHostedService<EventStoreStartup>();
        services.AddHostedService<HighWaterMarkService>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        services.AddHostedService<LadderService>();
        return builder;
    }

    /// <summary>Registers a feature's event types.</summary>
    public static IServiceCollection AddEventTypes(this IServiceCollection services, Action<EventTypeRegistry> register) =>
        services.AddSingleton(new EventTypeRegistration(register));

    /// <summary>Registers the steps that make a feature's own tables.</summary>
    public static IServiceCollection AddSchemaMigrations(this IServiceCollection services, params ReadOnlySpan<SchemaMigration> migrations)
    {
        foreach (SchemaMigration migration in migrations)
        {
            services.AddSingleton(migration);
        }

        return services;
    }

    /// <summary>Registers a read model that is written inside the appends.</summary>
    public static IServiceCollection AddInlineProjection<TProjection>(this IServiceCollection services)
        where TProjection : class, IInlineProjection
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IInlineProjection, TProjection>());
        return services;
    }

    private static string Schema(IServiceProvider provider) => provider.GetRequiredService<IOptions<EventStoreOptions>>().Value.Schema;
}
