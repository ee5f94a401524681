using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Before any other service starts: the server runs, the database answers, the tables are there. After all others stopped: the
/// embedded server stops.
/// </summary>
internal sealed class EventStoreStartup(NpgsqlDataSource dataSource, EventStoreSchema schema, IServiceProvider services) : IHostedLifecycleService
{
    private readonly EmbeddedPostgres? _embedded = services.GetService<EmbeddedPostgres>();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_embedded is not null)
        {
            await _embedded.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        await DatabaseConnection.CheckAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await schema.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    // The host gives all of its services one shutdown time; the server's own time-out bounds this.
    public Task StoppedAsync(CancellationToken cancellationToken) => _embedded?.StopAsync(CancellationToken.None) ?? Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
