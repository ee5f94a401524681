using Npgsql;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>Tables made of events, which can be compared with them and made again.</summary>
public interface IReadModel
{
    /// <summary>What people call it: "notebook summaries".</summary>
    string Name { get; }

    /// <summary>What in it is not what the events say.</summary>
    /// <param name="progress">Told how far it is, such as "3 of 10".</param>
    Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct);

    /// <summary>Makes it again from the events. Calling it off leaves nothing half made.</summary>
    /// <param name="progress">As above.</param>
    Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct);
}
