using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>Creates and upgrades the tables, safely from several servers at once.</summary>
public sealed class EventStoreSchema(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options, IEnumerable<SchemaMigration> migrations)
{
    // Any constant of ours; all servers of one database must agree on it.
    private const long AdvisoryLock = 0x4D_69_6E_69_48_46_01;

    private const string MigrationTable =
        """
        create schema if not exists {schema};
        create table if not exists {schema}.mt_minihf_migrations (
            feature varchar     not null,
            number  integer     not null,
            hash    varchar     not null,
            applied timestamptz not null default (now()),
            constraint pkey_mt_minihf_migrations primary key (feature, number)
        );
        """;

    /// <summary>The script that is run again whenever its text changed or a part of it is missing; recorded as step 0.</summary>
    private const string BaseScript = MartenSchema.Tables + "\n" + MartenSchema.Functions + "\n" + OwnSchema.Index + "\n" + OwnSchema.Functions;

    private readonly string _schema = options.Value.Schema;

    /// <summary>Brings the database to this build's shape. Does nothing when it has it; waits for another server doing the same.</summary>
    /// <exception cref="EventStoreException">The database was made by a newer build, or cannot be changed.</exception>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (!EventStoreOptions.IsValidSchema(_schema))
        {
            throw new EventStoreException(
                $"EventStore:Schema '{_schema}' is not usable: write a name of lower-case letters, digits and underscores, at most 63 long.");
        }

        SchemaMigration[] steps = [.. OwnSchema.Migrations.Concat(migrations).OrderBy(step => step.Feature, StringComparer.Ordinal).ThenBy(step => step.Number)];
        Check(steps);
        try
        {
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({AdvisoryLock})", ct).ConfigureAwait(false);
            await ExecuteAsync(connection, "set local client_min_messages = warning;\n" + MigrationTable, ct).ConfigureAwait(false);
            Dictionary<(string Feature, int Number), string> applied = await ReadAppliedAsync(connection, ct).ConfigureAwait(false);
            RefuseNewer(applied, steps);

            string baseHash = Hash(BaseScript);
            bool baseStands = applied.GetValueOrDefault((OwnSchema.Feature, 0)) == baseHash
                && await StandsAsync(connection, ct).ConfigureAwait(false);
            if (!baseStands)
            {
                await ExecuteAsync(connection, BaseScript, ct).ConfigureAwait(false);
                await RecordAsync(connection, OwnSchema.Feature, 0, baseHash, ct).ConfigureAwait(false);
            }

            foreach (SchemaMigration step in steps.Where(step => !applied.ContainsKey((step.Feature, step.Number))))
            {
                await ExecuteAsync(connection, step.Sql, ct).ConfigureAwait(false);
                await RecordAsync(connection, step.Feature, step.Number, Hash(step.Sql), ct).ConfigureAwait(false);
            }

            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw EventStoreErrors.Translate(e, "The event store's tables cannot be created");
        }
    }

    private static void Check(SchemaMigration[] steps)
    {
        foreach (IGrouping<string, SchemaMigration> feature in steps.GroupBy(step => step.Feature, StringComparer.Ordinal))
        {
            if (!feature.Select(step => step.Number).SequenceEqual(Enumerable.Range(1, feature.Count())))
            {
                throw new InvalidOperationException($"The schema migrations of '{feature.Key}' are not numbered 1, 2, 3, …");
            }
        }
    }

    private static void RefuseNewer(Dictionary<(string Feature, int Number), string> applied, SchemaMigration[] steps)
    {
        foreach (IGrouping<string, SchemaMigration> feature in steps.GroupBy(step => step.Feature, StringComparer.Ordinal))
        {
            int newest = applied.Keys.Where(key => key.Feature == feature.Key).Select(key => key.Number).DefaultIfEmpty(0).Max();
            if (newest > feature.Count())
            {
                throw new EventStoreException(
                    $"The database was upgraded by a newer MiniHF ('{feature.Key}' is at step {newest}, this build knows {feature.Count()}). Update this one.");
            }
        }
    }

    private async Task<Dictionary<(string Feature, int Number), string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Qualify("select feature, number, hash from {schema}.mt_minihf_migrations");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        Dictionary<(string Feature, int Number), string> applied = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            applied[(reader.GetString(0), reader.GetInt32(1))] = reader.GetString(2);
        }

        return applied;
    }

    /// <summary>Whether what others may drop is there: tables by hand, our index by Marten's own schema upgrade.</summary>
    private async Task<bool> StandsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Qualify(
            """
            select to_regclass('{schema}.mt_streams') is not null
               and to_regclass('{schema}.mt_events') is not null
               and to_regclass('{schema}.mt_event_progression') is not null
               and to_regclass('{schema}.mt_high_water_skips') is not null
               and to_regclass('{schema}.idx_mt_minihf_events_id') is not null
               and to_regproc('{schema}.mt_minihf_append') is not null
               and to_regproc('{schema}.mt_quick_append_events') is not null
            """);
        return (bool)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // the expression is never null
    }

    private async Task RecordAsync(NpgsqlConnection connection, string feature, int number, string hash, CancellationToken ct)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Qualify(
            """
            insert into {schema}.mt_minihf_migrations (feature, number, hash) values ($1, $2, $3)
            on conflict (feature, number) do update set hash = excluded.hash, applied = now()
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = feature });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hash });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Qualify(sql);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private string Qualify(string sql) => sql.Replace("{schema}", $"\"{_schema}\"", StringComparison.Ordinal);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
