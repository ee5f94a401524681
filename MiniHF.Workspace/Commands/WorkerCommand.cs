using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Postgres;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Working;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf worker</c>: works on queued tuning runs of a workspace, until Ctrl+C. On any machine that reaches its database.</summary>
internal static class WorkerCommand
{
    private const string JoinedSetting = "Runs:Joined";

    public static Command Create()
    {
        Option<string?> data = new("--data") { Description = "The data folder; MINIHF_DATA or ~/.local/share/minihf by default.", HelpName = "DIR" };
        Option<string?> model = new("--model") { Description = "Directory of the default model instead of the embedded one.", HelpName = "DIR" };
        Command command = new("worker", "Works on queued tuning runs: of the workspace on this machine, or of the database that ConnectionStrings__Postgres names.") { data, model };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data), parsed.GetValue(model), ct));
        return command;
    }

    private static async Task<int> RunAsync(string? data, string? model, CancellationToken ct)
    {
        using IHost host = Build(data, model);
        RunWorkerService worker = host.Services.GetRequiredService<RunWorkerService>();
        worker.Working += claim => Console.WriteLine(claim is { } taken ? $"Working on run {taken.Run.Value:N}." : "Waiting for runs.");
        try
        {
            await host.StartAsync(ct);
        }
        catch (OptionsValidationException e)
        {
            throw new UserFacingException(string.Join(" ", e.Failures), e);
        }
        catch (EventStoreException e) when (host.Services.GetRequiredService<IConfiguration>()[JoinedSetting] is not null)
        {
            throw new UserFacingException(
                "No workspace runs on this data folder. Start ./minihf first, or name the workspace's database in ConnectionStrings__Postgres.", e);
        }

        await Console.Out.WriteLineAsync("Waiting for runs.");
        await host.WaitForShutdownAsync(ct);
        return 0;
    }

    private static IHost Build(string? data, string? model)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        Override(builder.Configuration, DataFolder.Setting, data);
        Override(builder.Configuration, $"{ModelOptions.Section}:{nameof(ModelOptions.Model)}", model);
        // Whoever starts a worker wants one, whatever the web process is told.
        builder.Configuration[$"{RunOptions.Section}:{nameof(RunOptions.Worker)}"] = "true";
        JoinEmbeddedServer(builder);
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.AddEventStore();
        builder.AddModels();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ModelWarmup)));
        builder.Services.AddHostedService<LibraryList>();
        builder.AddRuns();
        return builder.Build();
    }

    /// <summary>The workspace's own Postgres is the workspace's to start and to stop; a worker is its guest.</summary>
    private static void JoinEmbeddedServer(HostApplicationBuilder builder)
    {
        if (DatabaseConnection.Configured(builder.Configuration) is null)
        {
            string folder = DataFolder.Resolve(builder.Configuration[DataFolder.Setting]);
            EmbeddedPostgres server = new(new EmbeddedPostgresOptions { DataFolder = folder }, TimeProvider.System, NullLogger<EmbeddedPostgres>.Instance);
            builder.Configuration[DatabaseConnection.Setting] = server.ConnectionString;
            builder.Configuration[JoinedSetting] = "true";
        }
    }

    private static void Override(ConfigurationManager configuration, string key, string? value)
    {
        if (value is not null)
        {
            configuration[key] = value;
        }
    }

    /// <summary>Reads what is in the library before the first run is looked for.</summary>
    private sealed class LibraryList(ModelLibrary models) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => models.LoadListAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
