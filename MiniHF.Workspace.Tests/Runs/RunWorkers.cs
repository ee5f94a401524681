using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Working;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>A process that works on runs, or only looks at them: the product's own services on a given database.</summary>
internal sealed class RunWorkers : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _data;

    private RunWorkers(IHost host, string data)
    {
        _host = host;
        _data = data;
    }

    public RunLibrary Runs => _host.Services.GetRequiredService<RunLibrary>();

    public IServiceProvider Services => _host.Services;

    /// <param name="trainer">What does the training; null where this process does not work on runs.</param>
    public static async Task<RunWorkers> StartAsync(string connectionString, ITrainingRunner? trainer, TimeSpan? lease = null)
    {
        string data = Directory.CreateTempSubdirectory("minihf-tests-").FullName;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["MINIHF_DATA"] = data,
            ["Runs:Worker"] = trainer is null ? "false" : "true",
            ["Runs:Lease"] = (lease ?? TimeSpan.FromMinutes(5)).ToString("c"),
            ["Runs:Heartbeat"] = "00:00:00.2",
            ["Runs:Poll"] = "00:00:00.2",
            ["Runs:Flush"] = "00:00:00.05",
        });
        builder.Logging.ClearProviders();
        builder.AddEventStore();
        builder.AddModels();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ModelWarmup)));
        if (trainer is not null)
        {
            builder.Services.AddSingleton(trainer);
        }

        builder.AddRuns();
        RunWorkers workers = new(builder.Build(), data);
        await workers._host.StartAsync();
        return workers;
    }

    /// <summary>Queues a run on the shipped sample and gives it as this process sees it.</summary>
    public async Task<LiveRun> QueueAsync(TrainingRecipe? recipe = null)
    {
        RunId id = RunId.New();
        RunPlan plan = new("tales", recipe ?? new GeneratorSftRecipe { Steps = 20 }, "minihf-tiny", null, null, [new SampleSource(RunSamples.Tales)], null, null, null);
        await Runs.QueueAsync(id, plan, PersonId.New(), CancellationToken.None);
        return await Runs.OpenAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("The run is not there.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_data))
        {
            return;
        }

        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
