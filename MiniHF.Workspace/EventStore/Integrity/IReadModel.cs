using Npgsql;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>Tables made of events, which can be compared with them and made again.</summary>
public interface IReadModel
{
    /// <summary>What people call it: "notebook summaries".</summary>
    string Name { get; }

    /// <summary>What in it is not what the events say.</summary>
    Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, CancellationToken ct);

    /// <summary>Makes it again from the events.</summary>
    Task RebuildAsync(NpgsqlDataSource dataSource, CancellationToken ct);
}
