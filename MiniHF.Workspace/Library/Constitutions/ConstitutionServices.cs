using Microsoft.Extensions.DependencyInjection.Extensions;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>Registers the constitutions.</summary>
public static class ConstitutionServices
{
    public static IHostApplicationBuilder AddConstitutions(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddEventTypes(registry => registry
            .Add<ConstitutionCreated>()
            .Add<ConstitutionRenamed>()
            .Add<ConstitutionVersionSaved>()
            .Add<ConstitutionArchived>()
            .Add<ConstitutionUnarchived>());
        services.AddSingleton<IStreamFold>(new StreamFold<SavedConstitution?>(ConstitutionStream.Type, ConstitutionStream.Fold) { Title = saved => saved?.Name });
        services.TryAddSingleton<ConstitutionLibrary>();
        services.AddHostedService<ConstitutionFollower>();
        return builder;
    }
}
