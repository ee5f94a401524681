using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;

namespace MiniHF.Workspace.Library;

/// <summary>Registers the model library.</summary>
public static class LibraryServices
{
    public static IHostApplicationBuilder AddModels(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section);
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineOptions>, EngineOptionsValidation>());
        services.AddEventTypes(registry => registry.Add<ModelAdded>().Add<AdapterAdded>().Add<AdapterRemoved>());
        services.AddSingleton<IStreamFold>(new StreamFold<LibraryState>(LibraryStream.Type, LibraryStream.Fold) { Title = _ => "the library" });
        services.TryAddSingleton<IModelLoader, EngineModelLoader>();
        services.TryAddSingleton<ModelLibrary>();
        services.AddHostedService<ModelWarmup>();
        services.AddHostedService<LibraryFollower>();
        return builder;
    }
}
