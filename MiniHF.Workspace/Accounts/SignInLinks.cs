using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Accounts;

/// <summary>Links that sign in: once, or, into a notebook, as often as whoever made them said. Only a hash of each token is stored: who reads the database cannot sign in with it.</summary>
internal sealed class SignInLinks(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options)
{
    public const string Feature = "sign_in_links";

    private const int TokenBytes = 32;

    private const string Works = "(expires is null or expires > $2) and (uses_left is null or uses_left > 0)";
    private const string InvitationColumns = "id, notebook, role, guest, uses_left, expires, made_by, made, used";

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

        // A link into a notebook: which, as what, how often (null: as often as one likes), and who made it when.
        new(Feature, 2,
            """
            alter table {schema}.sign_in_links
                add column id        uuid        null,
                add column notebook  uuid        null,
                add column role      integer     null,
                add column guest     boolean     not null default false,
                add column uses_left integer     null default 1,
                add column used      integer     not null default 0,
                add column made_by   uuid        null,
                add column made      timestamptz null;
            create index idx_sign_in_links_notebook on {schema}.sign_in_links (notebook) where notebook is not null;
            """),
    ];

    /// <summary>Makes a link that works once and gives its token: 256 random bits.</summary>
    public async Task<string> CreateAsync(PersonId? person, SignInPurpose purpose, DateTimeOffset? expires, CancellationToken ct)
    {
        string token = NewToken();
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"insert into {_table} (token_hash, person, purpose, expires) values ($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(Optional(person?.Value, NpgsqlDbType.Uuid));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)purpose });
        command.Parameters.Add(Optional(expires?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return token;
    }

    /// <summary>Makes a link into a notebook and gives its token.</summary>
    public async Task<string> CreateAsync(NotebookInvitation invitation, CancellationToken ct)
    {
        string token = NewToken();
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            insert into {_table} (token_hash, person, purpose, expires, id, notebook, role, guest, uses_left, made_by, made)
            values ($1, null, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)SignInPurpose.Notebook });
        command.Parameters.Add(Optional(invitation.Expires?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitation.Id.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitation.Notebook.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)invitation.Role });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = invitation.ForGuests });
        command.Parameters.Add(Optional(invitation.UsesLeft, NpgsqlDbType.Integer));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitation.By.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = invitation.Made.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return token;
    }

    /// <summary>Looks without using it up.</summary>
    public async Task<SignInLink?> FindAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"select person, purpose, {InvitationColumns} from {_table} where token_hash = $1 and {Works}");
        Bind(command, token, now);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new SignInLink(reader.IsDBNull(0) ? null : new PersonId(reader.GetGuid(0)), (SignInPurpose)reader.GetInt32(1))
            {
                Invitation = reader.IsDBNull(2) ? null : ReadInvitation(reader, 2),
            }
            : null;
    }

    /// <summary>Uses it once. Of several who try at once no more succeed than it has uses left. Takes away what nobody can use or asks about any more.</summary>
    public async Task<bool> UseAsync(string token, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            with swept as (delete from {_table} where (expires <= $2 or uses_left = 0) and token_hash <> $1 and (notebook is null or made < $2 - interval '90 days')),
                 used as (update {_table} set uses_left = uses_left - 1, used = used + 1 where token_hash = $1 and {Works} returning 1)
            select exists (select 1 from used)
            """);
        Bind(command, token, now);
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    /// <summary>The links into a notebook, the newest first, also those that no longer work.</summary>
    public async Task<IReadOnlyList<NotebookInvitation>> ListAsync(NotebookId notebook, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"select {InvitationColumns} from {_table} where notebook = $1 order by made desc, id");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook.Value });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<NotebookInvitation> links = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            links.Add(ReadInvitation(reader, 0));
        }

        return links;
    }

    /// <summary>Makes a link into a notebook stop working.</summary>
    public async Task RevokeAsync(NotebookId notebook, InvitationId invitation, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {_table} where notebook = $1 and id = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notebook.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitation.Value });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Makes all links of a purpose stop working.</summary>
    public async Task DropAsync(SignInPurpose purpose, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {_table} where purpose = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)purpose });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NotebookInvitation ReadInvitation(NpgsqlDataReader reader, int at) => new(
        new InvitationId(reader.GetGuid(at)),
        new NotebookId(reader.GetGuid(at + 1)),
        (NotebookRole)reader.GetInt32(at + 2),
        reader.GetBoolean(at + 3),
        reader.IsDBNull(at + 4) ? null : reader.GetInt32(at + 4),
        reader.IsDBNull(at + 5) ? null : reader.GetFieldValue<DateTimeOffset>(at + 5),
        new PersonId(reader.GetGuid(at + 6)),
        reader.GetFieldValue<DateTimeOffset>(at + 7))
    {
        Used = reader.GetInt32(at + 8),
    };

    private static void Bind(NpgsqlCommand command, string token, DateTimeOffset now)
    {
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
