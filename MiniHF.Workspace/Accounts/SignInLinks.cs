using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Accounts;

/// <summary>Links that sign in once. Only a hash of each token is stored: who reads the database cannot sign in with it.</summary>
internal sealed class SignInLinks(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options)
{
    public const string Feature = "sign_in_links";

    private const int TokenBytes = 32;

    private readonly string _table = $"\"{options.Value.Schema}\".sign_in_links";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.sign_in_links (
                token_hash bytea       not null constraint pkey_sign_in_links primary key,
                person     uuid        null,
                purpose    integer     not null,
                expires    timestamptz null
            );
            """),
    ];

    /// <summary>Makes a link and gives its token: 256 random bits.</summary>
    public async Task<string> CreateAsync(PersonId? person, SignInPurpose purpose, DateTimeOffset? expires, CancellationToken ct)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"insert into {_table} (token_hash, person, purpose, expires) values ($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)person?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)purpose });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)expires?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return token;
    }

    /// <summary>Looks without using it up.</summary>
    public async Task<SignInLink?> FindAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select person, purpose from {_table} where token_hash = $1 and (expires is null or expires > $2)");
        Bind(command, token, now);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new SignInLink(reader.IsDBNull(0) ? null : new PersonId(reader.GetGuid(0)), (SignInPurpose)reader.GetInt32(1))
            : null;
    }

    /// <summary>Uses it up. Of several who try at once one succeeds. Takes expired ones away too.</summary>
    public async Task<bool> UseAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            with used as (delete from {_table} where token_hash = $1 or expires <= $2 returning token_hash, expires)
            select exists (select 1 from used where token_hash = $1 and (expires is null or expires > $2))
            """);
        Bind(command, token, now);
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    /// <summary>Makes all links of a purpose stop working.</summary>
    public async Task DropAsync(SignInPurpose purpose, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {_table} where purpose = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)purpose });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static void Bind(NpgsqlCommand command, string token, DateTimeOffset now)
    {
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
