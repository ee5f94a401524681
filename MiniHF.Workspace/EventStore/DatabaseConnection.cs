using System.Net.Sockets;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>Builds the data source, and says in one line what is wrong with a connection string.</summary>
internal static class DatabaseConnection
{
    public const string Setting = "ConnectionStrings:Postgres";
    public const string EnvironmentVariable = "MINIHF_POSTGRES";

    /// <summary>Null when none is set, and the embedded server is meant.</summary>
    public static string? Configured(IConfiguration configuration) =>
        new[] { configuration[Setting], configuration[EnvironmentVariable] }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    /// <param name="connectionString">As the user wrote it.</param>
    /// <param name="schema">The event store's schema, which features' tables are in too.</param>
    public static NpgsqlDataSource CreateDataSource(string connectionString, string schema)
    {
        NpgsqlConnectionStringBuilder parsed;
        try
        {
            parsed = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            throw new EventStoreException($"{Setting} is not a connection string: {e.Message.ReplaceLineEndings(" ")} Write Host=…;Database=…;Username=…;Password=….", e);
        }

        if (string.IsNullOrEmpty(parsed.Host))
        {
            throw new EventStoreException($"{Setting} names no host. Write Host=…;Database=…;Username=…;Password=….");
        }

        if (schema != "public" && string.IsNullOrEmpty(parsed.SearchPath))
        {
            parsed.SearchPath = $"{schema},public";
        }

        parsed.ApplicationName ??= "minihf";
        return NpgsqlDataSource.Create(parsed);
    }

    /// <summary>Connects once.</summary>
    /// <exception cref="EventStoreException">It cannot; the message names host, database and reason.</exception>
    public static async Task CheckAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        try
        {
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or ArgumentException)
        {
            NpgsqlConnectionStringBuilder parsed = new(dataSource.ConnectionString);
            throw new EventStoreException(
                $"The database '{parsed.Database ?? parsed.Username}' on {parsed.Host} (port {parsed.Port}) cannot be reached: {Reason(e)} Check {Setting}.", e);
        }
    }

    private static string Reason(Exception e)
    {
        string text = e is PostgresException postgres ? postgres.MessageText : (e.InnerException ?? e).Message;
        return text.ReplaceLineEndings(" ").TrimEnd('.') + ".";
    }
}
