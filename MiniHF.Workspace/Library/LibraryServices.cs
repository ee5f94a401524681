using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Library.Files;
using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.Library;

/// <summary>Registers the model library.</summary>
public static class LibraryServices
{
    public static IHostApplicationBuilder AddModels(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<ModelOptions>()
            .BindConfiguration(ModelOptions.Section)
            .Validate(options => options.AdapterMegabytes >= 0, $"{ModelOptions.Section}:{nameof(ModelOptions.AdapterMegabytes)} must be 0 or more.")
            .Validate(options => options.ModelMegabytes >= 0, $"{ModelOptions.Section}:{nameof(ModelOptions.ModelMegabytes)} must be 0 or more.")
            .ValidateOnStart();
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineOptions>, EngineOptionsValidation>());
        services.AddEventTypes(registry => registry.Add<ModelAdded>().Add<AdapterAdded>().Add<AdapterRemoved>());
        services.AddSingleton<IStreamFold>(new StreamFold<LibraryState>(LibraryStream.Type, LibraryStream.Fold) { Title = _ => "the library" });
        services.TryAddSingleton<IModelLoader, EngineModelLoader>();
        services.AddSchemaMigrations(LibrarySchema.Migrations);
        string data = DataFolder.Resolve(builder.Configuration[DataFolder.Setting]);
        services.TryAddSingleton(provider => new AdapterFiles(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetRequiredService<IOptions<EventStoreOptions>>(),
            provider.GetRequiredService<IOptions<ModelOptions>>(),
            Path.Combine(data, "adapter-cache")));
        services.TryAddSingleton(provider => new ModelFiles(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetRequiredService<IOptions<EventStoreOptions>>(),
            provider.GetRequiredService<IOptions<ModelOptions>>(),
            Path.Combine(data, "model-cache")));
        services.AddSingleton<IReadModel>(provider => provider.GetRequiredService<AdapterFiles>());
        services.AddSingleton<IReadModel>(provider => provider.GetRequiredService<ModelFiles>());
        services.TryAddSingleton<ModelLibrary>();
        services.AddHostedService<ModelWarmup>();
        services.AddHostedService<LibraryFollower>();
        return builder;
    }
}
