using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks.History;

[Collection(PostgresCollection.Name)]
public sealed class NotebookCopierTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test
    private LiveNotebook _notebook = null!; // as above

    private NotebookCopier Copier => _workspace.Services.GetRequiredService<NotebookCopier>();

    private CellId Cell => _notebook.State.Order[0];

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, default);
        _notebook = (await _workspace.Notebooks.OpenAsync(_id, default))!; // made above
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Copy_OfAPastState_HasItsIdsTimesAndHistory_AndLeavesTheOtherAlone()
    {
        BranchId root = await WriteAsync(null, "Once");
        BranchId pruned = await WriteAsync(root, " more");
        await DoAsync(new PruneBranch(Cell, pruned) { By = s_ada });
        await DoAsync(new UndoChange { By = s_ada });
        long version = _notebook.Version;
        NotebookState then = _notebook.State;
        await WriteAsync(pruned, " and later");
        byte[] original = NotebookSnapshot.Write(_notebook.State);

        NotebookId copy = NotebookId.New();
        await Copier.CopyAsync(_id, version, copy, "Tales, again", s_ada, default);
        await Copier.CopyAsync(_id, version, copy, "Tales, again", s_ada, default);

        LiveNotebook own = (await _workspace.Notebooks.OpenAsync(copy, default))!; // copied above
        Assert.Equal(version + 1, own.Version);
        Assert.Equal(("Tales, again", new NotebookOrigin(_id, version)), (own.State.Title, own.State.Origin));
        Assert.Equal(
            NotebookSnapshot.Write(then with { Undo = UndoHistory.Empty }),
            NotebookSnapshot.Write(own.State with { Id = _id, Title = then.Title, Origin = null, People = then.People, Undo = UndoHistory.Empty }));
        Assert.Equal(then.Undo.NextRedo(s_ada)?.Label, own.State.Undo.NextRedo(s_ada)?.Label);
        await own.ExecuteAsync(new RedoChange { By = s_ada }, default);
        Assert.True(((WriteCell)own.State.Cells[Cell]).Tree.Branches[pruned].Pruned);
        Assert.Equal(original, NotebookSnapshot.Write(_notebook.State));
    }

    [Fact]
    public async Task Copy_WhileAModelWrote_ShowsItAsInterrupted()
    {
        BranchId root = await WriteAsync(null, "Once");
        PostgresEventStore store = _workspace.Services.GetRequiredService<PostgresEventStore>();
        BranchId branch = BranchId.New();
        await store.AppendAsync(
            _id.Value,
            NotebookStream.Type,
            [new EventToAppend(Guid.NewGuid(), new MiniHF.Workspace.Notebooks.Events.GrowthStarted(GrowthId.New(), Cell, root, [branch], GenerationSettings.Default, 1, "m", "h", Guid.NewGuid()) { By = s_ada })],
            null,
            default);
        long version = (await store.ReadStreamStateAsync(_id.Value, default))!.Version; // written above

        NotebookId copy = NotebookId.New();
        await Copier.CopyAsync(_id, version, copy, "Copy", s_ada, default);

        (NotebookState state, _) = await store.AggregateAsync(copy.Value, NotebookStream.Fold, default);
        Assert.Equal(BranchStatus.Interrupted, ((WriteCell)state.Cells[Cell]).Tree.Branches[branch].Status);
    }

    [Fact]
    public async Task Copy_OfAMomentThatHasNotCome_IsRefused() => Assert.Equal(
        $"Notebook {_id.Value} has no event 99. Go on from an earlier moment.",
        (await Assert.ThrowsAsync<UserFacingException>(() => Copier.CopyAsync(_id, 99, NotebookId.New(), "Copy", s_ada, default))).Message);

    [Fact]
    public async Task History_OfANotebook_GrowsWithIt_AndIsSharedByItsReaders()
    {
        NotebookHistories histories = _workspace.Services.GetRequiredService<NotebookHistories>();
        (NotebookHistory history, IDisposable lease) = await histories.OpenAsync(_id, default);
        (NotebookHistory same, IDisposable other) = await histories.OpenAsync(_id, default);
        Assert.Same(history, same);
        Assert.Equal(2, history.Version);

        await WriteAsync(null, "Once");
        Assert.True(await history.CatchUpAsync(default));
        Assert.False(await history.CatchUpAsync(default));

        Assert.Equal("wrote “Once”", history.Step(3)?.Words);
        Assert.Equal(NotebookSnapshot.Write(_notebook.State), NotebookSnapshot.Write(history.At(history.Version)));
        lease.Dispose();
        other.Dispose();
        (NotebookHistory fresh, IDisposable last) = await histories.OpenAsync(_id, default);
        Assert.NotSame(history, fresh);
        last.Dispose();
    }

    private async Task<BranchId> WriteAsync(BranchId? parent, string text)
    {
        BranchId branch = BranchId.New();
        await DoAsync(new WriteBranch(Cell, branch, parent, text) { By = s_ada });
        return branch;
    }

    private Task DoAsync(NotebookCommand command) => _notebook.ExecuteAsync(command, default);
}
