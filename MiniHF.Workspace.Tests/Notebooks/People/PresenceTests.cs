using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Notebooks.People;

/// <summary>Who has a notebook open, over two servers of one database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PresenceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();
    private static readonly PersonId s_ben = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private string _connection = "";
    private TestWorkspace _one = null!; // set by InitializeAsync before any test
    private TestWorkspace _two = null!; // set by InitializeAsync before any test
    private LiveNotebook _here = null!; // likewise
    private LiveNotebook _there = null!; // likewise

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _one = await TestWorkspace.StartAsync(_connection);
        _two = await TestWorkspace.StartAsync(_connection);
        await _one.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
        _here = (await _one.Notebooks.OpenAsync(_id, CancellationToken.None))!; // created above
        _there = (await _two.Notebooks.OpenAsync(_id, CancellationToken.None))!; // likewise
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Page_OnOneServer_IsSeenOnTheOtherWithItsCell_AndGone()
    {
        using Seat ben = _there.Join(s_ben);
        Seat ada = _here.Join(s_ada);
        await Changes.UntilAsync(_there, () => PeopleOf(_there).Contains(s_ada));
        await Changes.UntilAsync(_here, () => PeopleOf(_here).Contains(s_ben));

        ada.MoveTo(_here.State.Order[0]);
        await Changes.UntilAsync(_there, () => _there.People.Any(one => one.Person == s_ada && one.Cell == _here.State.Order[0]));

        ada.Dispose();
        await Changes.UntilAsync(_there, () => PeopleOf(_there).SequenceEqual([s_ben]));
    }

    [Fact]
    public async Task Person_OnBothServers_IsShownOnceUntilTheLastPageGoes()
    {
        Seat here = _here.Join(s_ada);
        using Seat there = _there.Join(s_ada);
        using Seat ben = _here.Join(s_ben);
        await Changes.UntilAsync(_there, () => PeopleOf(_there).Contains(s_ben));

        here.Dispose();
        await Changes.UntilAsync(_here, () => PeopleOf(_here).Contains(s_ada));

        Assert.Equal(1, PeopleOf(_here).Count(person => person == s_ada));
    }

    [Fact]
    public async Task Server_ThatDied_IsBelievedUntilItsLeaseEndsByTheDatabasesClock()
    {
        PresenceStore store = _one.Services.GetRequiredService<PresenceStore>();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(_connection);

        await SayAsync(database, s_ada, "1 hour");
        await SayAsync(database, s_ben, "-1 second");

        Assert.Equal([s_ada], (await store.ReadOthersAsync([_id], CancellationToken.None)).Select(one => one.Person));
    }

    [Fact]
    public async Task Server_ThatStops_TakesItsPeopleAway()
    {
        Seat ada = _here.Join(s_ada);
        using Seat ben = _there.Join(s_ben);
        await Changes.UntilAsync(_there, () => PeopleOf(_there).Contains(s_ada));

        await _one.DisposeAsync();

        await Changes.UntilAsync(_there, () => PeopleOf(_there).SequenceEqual([s_ben]));
        ada.Dispose();
        _one = await TestWorkspace.StartAsync(_connection);
    }

    private static PersonId[] PeopleOf(LiveNotebook notebook) => [.. notebook.People.Select(one => one.Person)];

    /// <summary>What a server that is no more has left behind.</summary>
    private async Task SayAsync(NpgsqlDataSource database, PersonId person, string lease)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            "insert into notebook_presence (notebook, server, person, cell, until) values ($1, $2, $3, null, clock_timestamp() + $4::interval)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _id.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lease });
        await command.ExecuteNonQueryAsync();
    }
}
