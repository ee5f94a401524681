using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MiniHF.Workspace.Status;

/// <summary>Registers what watches this server.</summary>
public static class StatusServices
{
    public static IHostApplicationBuilder AddStatus(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<StatusSampler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StatusSampler>());
        return builder;
    }
}
