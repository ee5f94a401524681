using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>What is typed at two real servers on one real database at the same moment.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TypingOnTwoServersTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private TestWorkspace _one = null!; // set by InitializeAsync before any test
    private TestWorkspace _two = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        string connection = await postgres.CreateConnectionStringAsync();
        _one = await TestWorkspace.StartAsync(connection);
        _two = await TestWorkspace.StartAsync(connection);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task EveryChange_SentToBothServersTwiceAtOnce_IsThereOnce()
    {
        await _one.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
        LiveNotebook here = await OpenAsync(_one);
        LiveNotebook there = await OpenAsync(_two);
        CellId cell = here.State.Order[0];
        BranchId branch = BranchId.New();
        await here.ExecuteAsync(new WriteBranch(cell, branch, null, "|") { By = s_ada }, CancellationToken.None);
        Guid[] journals = [Guid.NewGuid(), Guid.NewGuid()];

        for (int number = 1; number <= 6; number++)
        {
            await Task.WhenAll(journals.SelectMany((journal, writer) =>
            {
                TypingRequest request = new(journal, Guid.NewGuid(), number, branch.Value, null, Guid.NewGuid(), 0, [new TextStep(writer, "", ((char)('a' + (2 * number) + writer)).ToString())]);
                return new[] { here, there, here, there }.Select(notebook => DeskOf(notebook).AnswerAsync(s_ada, cell, request, CancellationToken.None));
            }));
        }

        await Changes.UntilAsync(here, () => TextOf(here, cell, branch).Length == 13);
        await Changes.UntilAsync(there, () => TextOf(there, cell, branch).Length == 13);
        Assert.Equal("cdefghijklmn|", string.Concat(TextOf(here, cell, branch).Order()));
        Assert.Equal(TextOf(here, cell, branch), TextOf(there, cell, branch));
        Assert.Equal(12, ((WriteCell)here.State.Cells[cell]).Tree.Branches[branch].Edits.Count);
    }

    private async Task<LiveNotebook> OpenAsync(TestWorkspace workspace) =>
        await workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");

    private static TypingDesk DeskOf(LiveNotebook notebook) => new(notebook.ExecuteAsync, () => notebook.State, notebook.CatchUpAsync);

    private static string TextOf(LiveNotebook notebook, CellId cell, BranchId branch) => ((WriteCell)notebook.State.Cells[cell]).Tree.Branches[branch].Text;
}
