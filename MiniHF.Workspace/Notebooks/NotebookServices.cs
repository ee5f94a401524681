using Microsoft.Extensions.DependencyInjection.Extensions;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Finding;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Registers notebooks: their events, read model, live instances and growing.</summary>
public static class NotebookServices
{
    public static IHostApplicationBuilder AddNotebooks(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddEventTypes(registry =>
        {
            foreach (Type type in NotebookEventTypes.All)
            {
                registry.Add(type);
            }
        });
        services.AddSchemaMigrations(NotebookSummaries.Migrations);
        services.TryAddSingleton<LentStates>();
        services.TryAddSingleton<NotebookSummaryProjection>();
        services.AddSingleton<IInlineProjection>(provider => provider.GetRequiredService<NotebookSummaryProjection>());
        services.AddSingleton<IReadModel>(provider => provider.GetRequiredService<NotebookSummaryProjection>());
        services.AddFinding();
        services.AddSchemaMigrations(Visits.Migrations);
        services.TryAddSingleton<Visits>();
        services.TryAddSingleton<RecordedAlternatives>();
        services.AddSingleton<IStreamFold>(new StreamFold<State.NotebookState>(NotebookStream.Type, NotebookStream.Fold) { KeepsLadder = true, Title = state => state.Title });
        services.TryAddSingleton<NotebookSummaries>();
        services.TryAddSingleton<ServerIdentity>();
        services.TryAddSingleton<WorkQueue>();
        services.TryAddSingleton<WorkRecovery>();
        services.TryAddSingleton<LiveNotebookServices>();
        services.TryAddSingleton(provider => new NotebookLibrary(
            provider.GetRequiredService<LiveNotebookServices>(),
            provider.GetRequiredService<NotebookSummaries>(),
            provider.GetRequiredService<WorkRecovery>()));
        services.TryAddSingleton<NotebookHistories>();
        services.TryAddSingleton(provider => new NotebookCopier(
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetRequiredService<AccountDirectory>().IsGuest));
        services.TryAddSingleton(provider => new NotebookInvitations(
            provider.GetRequiredService<SignInLinks>(),
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<NotebookLibrary>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<ServerIdentity>());
        services.AddHostedService<NotebookFollower>();
        services.AddSchemaMigrations(PresenceStore.Migrations);
        services.TryAddSingleton<PresenceStore>();
        services.AddHostedService<PresenceService>();
        services.AddHostedService<WorkService>();
        services.AddHostedService<WorkRecoveryService>();
        return builder;
    }
}
