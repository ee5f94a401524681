using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks.History;

[Collection(PostgresCollection.Name)]
public sealed class NotebookHistoryTests(PostgresFixture postgres)
{
    private static readonly PersonId s_ada = PersonId.New();

    [Fact]
    public async Task Moment_BeforeTheHistoryWasRead_IsTheSameAsAfter()
    {
        await using TestWorkspace workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        NotebookId id = NotebookId.New();
        await workspace.Notebooks.CreateAsync(id, "Tales", s_ada, default);
        LiveNotebook notebook = (await workspace.Notebooks.OpenAsync(id, default))!; // made above
        await notebook.ExecuteAsync(new RenameNotebook("Tides") { By = s_ada }, default);
        await notebook.ExecuteAsync(new RenameNotebook("Times") { By = s_ada }, default);
        (NotebookHistory history, IDisposable lease) = workspace.Services.GetRequiredService<NotebookHistories>().Take(id);
        using IDisposable held = lease;

        (NotebookState early, HistoryStep step) = await history.MomentAsync(3, default);
        Assert.Equal((0L, null), (history.Version, history.Step(3)));
        Assert.True(await history.CatchUpAsync(default));
        (NotebookState late, HistoryStep again) = await history.MomentAsync(3, default);

        Assert.Equal(("Tides", step), (early.Title, again));
        Assert.Equal(NotebookStream.Fold.Serialize(late), NotebookStream.Fold.Serialize(early));
        Assert.False(await history.CatchUpAsync(default));
    }
}
