using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library.Files;

/// <summary>The table of the library's files. A folder is called by the hash of what is in it.</summary>
internal static class LibrarySchema
{
    public const string Feature = "library";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.library_files (
                library uuid    not null,
                folder  varchar not null,
                name    varchar not null,
                chunk   integer not null,
                data    bytea   not null,
                constraint pkey_library_files primary key (library, folder, name, chunk)
            );
            alter table {schema}.library_files alter column data set storage external;
            """),
    ];
}
