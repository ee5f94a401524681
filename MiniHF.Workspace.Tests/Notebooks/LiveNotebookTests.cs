using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Notebooks;

[Collection(PostgresCollection.Name)]
public sealed class LiveNotebookTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();
    private static readonly PersonId s_ben = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private string _connection = "";
    private TestWorkspace _one = null!; // set by InitializeAsync before any test
    private TestWorkspace _two = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _one = await TestWorkspace.StartAsync(_connection);
        _two = await TestWorkspace.StartAsync(_connection);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task TwoServers_OneNotebook_SeeEachOthersChanges()
    {
        LiveNotebook here = await CreateAsync();
        LiveNotebook there = await OpenAsync(_two);

        await here.ExecuteAsync(new RenameNotebook("Tales") { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(there, () => there.State.Title == "Tales");
        await there.ExecuteAsync(new AddCell(CellId.New(), CellKind.Note, null) { By = s_ben }, CancellationToken.None);
        await Changes.UntilAsync(here, () => here.State.Order.Count == 2);

        Assert.Equal(NotebookJson.Write(here.State), NotebookJson.Write(there.State));
    }

    [Fact]
    public async Task TwoServers_ManyWritersAtOnce_LoseNothing()
    {
        LiveNotebook here = await CreateAsync();
        LiveNotebook there = await OpenAsync(_two);
        CellId cell = here.State.Order[0];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? here : there).ExecuteAsync(
            new WriteBranch(cell, BranchId.New(), null, $"text {number}") { By = number % 2 == 0 ? s_ada : s_ben }, CancellationToken.None)));
        long last = Math.Max(here.Version, there.Version);
        await Changes.UntilAsync(here, () => here.Version == last);
        await Changes.UntilAsync(there, () => there.Version == last);

        Assert.Equal(
            Enumerable.Range(0, 40).Select(number => $"text {number}").Order(StringComparer.Ordinal),
            TreeOf(here).Branches.Values.Select(branch => branch.Text).Order(StringComparer.Ordinal));
        Assert.Equal(NotebookJson.Write(here.State), NotebookJson.Write(there.State));
    }

    [Fact]
    public async Task Execute_SameCommandTwice_HappensOnce()
    {
        LiveNotebook notebook = await CreateAsync();
        RenameNotebook once = new("Once") { By = s_ada };
        await notebook.ExecuteAsync(once, CancellationToken.None);
        await notebook.ExecuteAsync(new RenameNotebook("Later") { By = s_ada }, CancellationToken.None);

        await notebook.ExecuteAsync(once, CancellationToken.None);

        Assert.Equal("Later", notebook.State.Title);
    }

    [Fact]
    public async Task Create_SameIdTwice_CreatesItOnce()
    {
        LiveNotebook notebook = await CreateAsync();

        await _two.Notebooks.CreateAsync(_id, "Again", s_ben, CancellationToken.None);

        Assert.Equal((2L, "Untitled"), (notebook.Version, (await OpenAsync(_two)).State.Title));
    }

    [Fact]
    public async Task Open_GrowthOfAServerThatDied_IsInterrupted()
    {
        LiveNotebook notebook = await CreateAsync();
        CellId cell = notebook.State.Order[0];
        BranchId root = BranchId.New();
        GrowthId growth = GrowthId.New();
        await notebook.ExecuteAsync(new WriteBranch(cell, root, null, "Once") { By = s_ada }, CancellationToken.None);
        await notebook.RecordAsync(
            Guid.CreateVersion7(),
            _ => [new GrowthStarted(growth, cell, root, [BranchId.New()], GenerationSettings.Default, 1, "m", "h", Server: Guid.NewGuid()) { By = s_ada }],
            CancellationToken.None);

        LiveNotebook there = await OpenAsync(_two);

        Assert.Equal(BranchStatus.Interrupted, there.State.Growths[growth].Status);
    }

    [Fact]
    public async Task Open_UnknownId_IsNull() =>
        Assert.Null(await _one.Notebooks.OpenAsync(NotebookId.New(), CancellationToken.None));

    [Fact]
    public async Task Summaries_AfterEachChange_AreThoseOfARebuild()
    {
        LiveNotebook notebook = await CreateAsync();
        CellId cell = notebook.State.Order[0];
        BranchId root = BranchId.New();
        await notebook.ExecuteAsync(new WriteBranch(cell, root, null, "Once upon\na time") { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new AddCell(CellId.New(), CellKind.Note, cell) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new UndoChange { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ArchiveNotebook(true) { By = s_ada }, CancellationToken.None);
        NotebookSummary kept = Assert.Single(await _two.Notebooks.ListAllAsync(CancellationToken.None));

        await using NpgsqlDataSource database = NpgsqlDataSource.Create(_connection);
        await using (NpgsqlCommand empty = database.CreateCommand("delete from notebook_summaries"))
        {
            await empty.ExecuteNonQueryAsync();
        }

        await _one.Services.GetRequiredService<NotebookSummaryProjection>().RebuildAsync(database, _ => { }, CancellationToken.None);

        NotebookSummary rebuilt = Assert.Single(await _two.Notebooks.ListAllAsync(CancellationToken.None));
        Assert.Equal((_id, "Untitled", "Once upon a time", 1, 1, true), (kept.Id, kept.Title, kept.Opening, kept.Cells, kept.Branches, kept.Archived));
        Assert.Equal(kept with { Created = default, Changed = default }, rebuilt with { Created = default, Changed = default });
    }

    [Fact]
    public async Task Join_TwoPagesOfOnePerson_ShowThePersonOnce()
    {
        LiveNotebook notebook = await CreateAsync();

        using IDisposable page = notebook.Join(s_ada);
        IDisposable other = notebook.Join(s_ada);
        Presence[] both = [.. notebook.People];
        other.Dispose();
        Presence[] one = [.. notebook.People];

        Assert.Equal([new Presence(s_ada, "Someone")], both);
        Assert.Equal(both, one);
    }

    [Fact]
    public async Task Snapshot_ReadBack_IsTheSameState()
    {
        LiveNotebook notebook = await CreateAsync();
        CellId cell = notebook.State.Order[0];
        BranchId root = BranchId.New();
        await notebook.ExecuteAsync(new WriteBranch(cell, root, null, "Once") { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new RateBranch(cell, root, Thumb.Down) { By = s_ada }, CancellationToken.None);
        PostgresEventStore store = _two.Services.GetRequiredService<PostgresEventStore>();
        await store.SaveSnapshotAsync(_id.Value, NotebookStream.Fold, notebook.State, notebook.Version, CancellationToken.None);

        (NotebookState state, long version) = await store.AggregateAsync(_id.Value, NotebookStream.Fold, CancellationToken.None);

        Assert.Equal(notebook.Version, version);
        Assert.Equal(NotebookJson.Write(notebook.State), NotebookJson.Write(state));
    }

    private static BranchTree TreeOf(LiveNotebook notebook) => ((WriteCell)notebook.State.Cells[notebook.State.Order[0]]).Tree;

    private async Task<LiveNotebook> CreateAsync()
    {
        await _one.Notebooks.CreateAsync(_id, "Untitled", s_ada, CancellationToken.None);
        return await OpenAsync(_one);
    }

    private async Task<LiveNotebook> OpenAsync(TestWorkspace workspace) =>
        await workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
