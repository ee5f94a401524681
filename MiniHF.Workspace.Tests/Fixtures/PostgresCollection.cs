namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>Every test class marked <c>[Collection(PostgresCollection.Name)]</c> shares the one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "Postgres";
}
