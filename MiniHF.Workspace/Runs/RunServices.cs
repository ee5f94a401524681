using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Postgres;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Files;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;
using MiniHF.Workspace.Runs.Queue;
using MiniHF.Workspace.Runs.Replay;
using MiniHF.Workspace.Runs.Working;

namespace MiniHF.Workspace.Runs;

/// <summary>Registers tuning runs: their events, queue, metrics, and the worker of this process.</summary>
public static class RunServices
{
    public static IHostApplicationBuilder AddRuns(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        string dataFolder = DataFolder.Resolve(builder.Configuration[DataFolder.Setting]);
        services.AddOptions<RunOptions>()
            .BindConfiguration(RunOptions.Section)
            .Validate(options => options.Lease > TimeSpan.Zero && options.Heartbeat > TimeSpan.Zero, "Runs:Lease and Runs:Heartbeat must be longer than nothing.")
            .Validate(options => options.Poll > TimeSpan.Zero && options.Flush > TimeSpan.Zero, "Runs:Poll and Runs:Flush must be longer than nothing.")
            .Validate(options => options.UploadMegabytes > 0, "Runs:UploadMegabytes must be 1 or more.")
            .ValidateOnStart();
        services.AddEventTypes(registry =>
        {
            foreach (Type type in RunEventTypes.All)
            {
                registry.Add(type);
            }

            // What a worker tells the run's notebook, which it may know nothing else of.
            registry.Add(typeof(RunAdvanced));
        });
        services.AddSchemaMigrations(RunsSchema.Migrations);
        services.TryAddSingleton<RunProjection>();
        services.AddSingleton<IInlineProjection>(provider => provider.GetRequiredService<RunProjection>());
        services.AddSingleton<IReadModel, RunReadModel>();
        services.AddSingleton<IStreamFold>(new StreamFold<RunState>(RunFold.StreamType, RunFold.Fold) { Title = state => state.Name });
        services.TryAddSingleton<RunQueue>();
        services.TryAddSingleton<RunSummaries>();
        services.TryAddSingleton<RunMetricStore>();
        services.TryAddSingleton<RunFileStore>();
        services.TryAddSingleton<NotebookSummaries>();
        services.TryAddSingleton(provider => new RunUploads(Path.Combine(dataFolder, "uploads"), provider.GetRequiredService<IOptions<RunOptions>>()));
        services.TryAddSingleton<UploadPreviews>();
        services.TryAddSingleton<RunDataBuilder>();
        services.TryAddSingleton(provider => new RunAccess(
            provider.GetRequiredService<NotebookSummaries>(),
            provider.GetService<AccountDirectory>() is { } accounts ? accounts.IsGuest : _ => false,
            async (notebook, ct) => provider.GetService<NotebookLibrary>() is { } library && await library.OpenAsync(notebook, ct).ConfigureAwait(false) is { } open ? open.State : null));
        services.TryAddSingleton<LiveRunServices>();
        services.TryAddSingleton(provider => new RunLibrary(
            provider.GetRequiredService<LiveRunServices>(),
            provider.GetRequiredService<RunSummaries>(),
            provider.GetRequiredService<RunFileStore>(),
            provider.GetRequiredService<RunDataBuilder>(),
            provider.GetRequiredService<RunAccess>()));
        services.TryAddSingleton(provider => new RunReplays(
            provider.GetRequiredService<RunLibrary>(), provider.GetRequiredService<PostgresEventStore>(), provider.GetRequiredService<RunMetricStore>()));
        services.TryAddSingleton(provider => new RunDesk
        {
            PreviewAsync = provider.GetRequiredService<RunLibrary>().PreviewAsync,
            QueueAsync = provider.GetRequiredService<RunLibrary>().QueueAsync,
            UploadAsync = provider.GetRequiredService<RunUploads>().AddAsync,
            MostBytes = provider.GetRequiredService<RunUploads>().MostBytes,
            ListNotebooksAsync = provider.GetRequiredService<RunAccess>().ListNotebooksAsync,
            ListModels = provider.GetRequiredService<ModelLibrary>().List,
            ListAdapters = provider.GetRequiredService<ModelLibrary>().ListAdapters,
            ListConstitutions = () => provider.GetService<ConstitutionLibrary>()?.List() ?? [],
        });
        services.TryAddSingleton(provider => new RunAdapters(
            provider.GetRequiredService<RunFileStore>(), provider.GetRequiredService<ModelLibrary>(), Path.Combine(dataFolder, "adapters")));
        services.TryAddSingleton(provider => new RunTrials(provider.GetRequiredService<RunFileStore>(), provider.GetRequiredService<ModelLibrary>()));
        services.AddHostedService<RunFollower>();
        AddWorker(services, Path.Combine(dataFolder, "runs"));
        if (builder.Configuration.GetValue($"{RunOptions.Section}:{nameof(RunOptions.Worker)}", defaultValue: true))
        {
            services.AddHostedService(provider => provider.GetRequiredService<RunWorkerService>());
        }

        return builder;
    }

    private static void AddWorker(IServiceCollection services, string folder)
    {
        services.TryAddSingleton<ITrainingRunner, EngineTrainingRunner>();
        services.TryAddSingleton(provider => new RunWorkerServices(
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetRequiredService<EventFeed>(),
            provider.GetRequiredService<RunQueue>(),
            provider.GetRequiredService<RunMetricStore>(),
            provider.GetRequiredService<RunFileStore>(),
            provider.GetRequiredService<ModelLibrary>(),
            provider.GetRequiredService<ITrainingRunner>(),
            provider.GetRequiredService<IOptions<RunOptions>>().Value,
            provider.GetRequiredService<IOptions<EngineOptions>>().Value,
            folder,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RunWorkerService>>()));
        services.TryAddSingleton<RunWorkerService>();
    }
}
