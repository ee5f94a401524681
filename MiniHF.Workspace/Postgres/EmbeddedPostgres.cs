using System.Diagnostics;
using Npgsql;

namespace MiniHF.Workspace.Postgres;

/// <summary>
/// The app's own Postgres: a cluster in the data folder, reached over a private Unix socket, started and stopped with the app. A
/// server that a killed app left running is taken over; one that crashed recovers as it starts.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const string Role = "minihf";
    private const string Database = "minihf";
    private const int MaxConnections = 60;

    private readonly EmbeddedPostgresOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _sockets;
    private DataFolderLock? _lock;
    private ClusterLayout? _layout;
    private ServerUser _user = new((string?)null);

    public EmbeddedPostgres(EmbeddedPostgresOptions options, TimeProvider time, ILogger<EmbeddedPostgres> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options with { DataFolder = Path.GetFullPath(options.DataFolder) };
        _time = time;
        _logger = logger;
        _sockets = SocketFolder.Of(_options.DataFolder, Environment.IsPrivilegedProcess);
        ConnectionString = Connection(Database);
    }

    /// <summary>Leads to the app's database; known before the server runs.</summary>
    public string ConnectionString { get; }

    /// <summary>The cluster's folder; null before <see cref="StartAsync"/>.</summary>
    public string? ClusterFolder => _layout?.Data;

    /// <summary>The data folder's lock, to say the app's address in; null before <see cref="StartAsync"/>.</summary>
    public DataFolderLock? FolderLock => _lock;

    /// <summary>Returns when the server answers and the database is there; makes what is missing.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot run; the message is for the user. Nothing was deleted.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        long began = Stopwatch.GetTimestamp();
        _lock ??= DataFolderLock.Take(_options.DataFolder);
        try
        {
            IReadOnlyList<PostgresBinaries> installed = await PostgresBinaries.FindAsync(ct).ConfigureAwait(false);
            _user = await ServerUser.ChooseAsync(ct).ConfigureAwait(false);
            _layout = ClusterLayout.Choose(await ResolveRootAsync(ct).ConfigureAwait(false), installed);
            await _user.OwnAsync(_layout.Root, ct).ConfigureAwait(false);
            await _user.OwnAsync(_sockets, ct).ConfigureAwait(false);
            if (!File.Exists(Path.Combine(_layout.Data, "PG_VERSION")))
            {
                await MakeClusterAsync(_layout, ct).ConfigureAwait(false);
            }

            if (!await AdoptAsync(_layout, ct).ConfigureAwait(false))
            {
                ServerSettings.Write(_layout, _sockets, MaxConnections, _options.Settings);
                await StartServerAsync(_layout, ct).ConfigureAwait(false);
                await EnsureDatabaseAsync(ct).ConfigureAwait(false);
                Log.Started(_logger, _layout.Binaries.Major, _layout.Data, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ReleaseLock();
            throw DiskErrors.Explain(_options.DataFolder, e);
        }
        catch
        {
            ReleaseLock();
            throw;
        }
    }

    /// <summary>Stops the server: open transactions are rolled back, everything committed is on disk.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (_lock is null)
        {
            return;
        }

        try
        {
            if (_layout is not null && PostmasterFile.Read(_layout)?.IsRunning(_layout) == true)
            {
                ProcessRunner.Result result = await StopServerAsync(_layout, ct).ConfigureAwait(false);
                if (result.ExitCode == 0)
                {
                    Log.Stopped(_logger);
                }
                else
                {
                    Log.StopFailed(_logger, result.Output);
                }
            }
        }
        finally
        {
            ReleaseLock();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private void ReleaseLock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>The folder of the server's own: in the data folder, or where a link there leads.</summary>
    private async Task<string> ResolveRootAsync(CancellationToken ct)
    {
        string inside = Path.Combine(_options.DataFolder, "postgres");
        if (new DirectoryInfo(inside).LinkTarget is { } target)
        {
            return Path.GetFullPath(target, _options.DataFolder);
        }

        if (Directory.Exists(inside) || await _user.CanEnterAsync(_options.DataFolder, ct).ConfigureAwait(false))
        {
            return inside;
        }

        // A new name each time: removing a data folder must never bring an older one's contents back.
        string outside = Path.Combine(_options.RootFallbackFolder, Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(outside);
        Directory.CreateSymbolicLink(inside, outside);
        return outside;
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = new(Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct).ConfigureAwait(false);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"select exists (select 1 from pg_database where datname = '{Database}')";
        if (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is false)
        {
            command.CommandText = $"create database \"{Database}\"";
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    private string Connection(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _sockets,
        Username = Role,
        Database = database,
        // Some are left for psql and for the superuser.
        MaxPoolSize = MaxConnections - 10,
        MaxAutoPrepare = 40,
        ApplicationName = "minihf",
    }.ConnectionString;
}
