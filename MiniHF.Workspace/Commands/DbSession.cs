using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Hosting;
using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.Commands;

/// <summary>The database a command works on, without the web application: started where it is the embedded one and nobody runs it.</summary>
internal sealed class DbSession : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly EmbeddedPostgres? _started;

    private DbSession(IHost host, EmbeddedPostgres? started)
    {
        _host = host;
        _started = started;
    }

    public IServiceProvider Services => _host.Services;

    public NpgsqlDataSource Database => _host.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>As it was configured, password included.</summary>
    public string ConnectionString =>
        DatabaseConnection.Configured(_host.Services.GetRequiredService<IConfiguration>()) ?? Services.GetRequiredService<EmbeddedPostgres>().ConnectionString;

    /// <summary>Where the database is, as people would say it.</summary>
    public string Place
    {
        get
        {
            NpgsqlConnectionStringBuilder parsed = new(Database.ConnectionString);
            return _host.Services.GetService<EmbeddedPostgres>() is null ? $"the database '{parsed.Database}' on {parsed.Host}" : "the workspace's own database";
        }
    }

    /// <summary>Opens the database and brings its tables to this build's shape.</summary>
    /// <param name="data">The data folder; null for the one of the settings.</param>
    /// <param name="alone">Whether nobody else may use it meanwhile; only then is a workspace that runs in the same folder refused.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<DbSession> OpenAsync(string? data, bool alone, CancellationToken ct)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        if (data is not null)
        {
            builder.Configuration[DataFolder.Setting] = data;
        }

        WorkspaceHost.AddFeatures(builder);
        IHost host = builder.Build();
        try
        {
            EmbeddedPostgres? started = await StartAsync(host.Services.GetService<EmbeddedPostgres>(), alone, ct);
            DbSession session = new(host, started);
            await DatabaseConnection.CheckAsync(session.Database, ct);
            await host.Services.GetRequiredService<EventStoreSchema>().EnsureAsync(ct);
            return session;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        if (_started is not null)
        {
            await _started.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Null where a workspace that runs has started it already, or where it is somebody else's server.</summary>
    private static async Task<EmbeddedPostgres?> StartAsync(EmbeddedPostgres? embedded, bool alone, CancellationToken ct)
    {
        if (embedded is null)
        {
            return null;
        }

        try
        {
            await embedded.StartAsync(ct);
            return embedded;
        }
        catch (EmbeddedPostgresException) when (!alone && embedded.FolderLock is null)
        {
            try
            {
                await using NpgsqlConnection connection = new(embedded.ConnectionString + ";Pooling=false");
                await connection.OpenAsync(ct);
                return null;
            }
            catch (NpgsqlException)
            {
                // Nobody runs it: what kept it from starting is the answer.
            }

            throw;
        }
    }
}
