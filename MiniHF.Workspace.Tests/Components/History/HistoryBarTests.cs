using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.History;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components.History;

/// <summary>The slider on a real notebook in a real store.</summary>
[Collection(PostgresCollection.Name)]
public sealed class HistoryBarTests(PostgresFixture postgres) : BunitTestBase, IAsyncLifetime
{
    private static readonly PersonId s_me = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test
    private LiveNotebook _notebook = null!; // as above
    private NotebookSession _session = null!; // as above

    private CellId Cell => _notebook.State.Order[0];

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_me, default);
        _notebook = (await _workspace.Notebooks.OpenAsync(_id, default))!; // made above
        await _notebook.ExecuteAsync(new WriteBranch(Cell, BranchId.New(), null, "Once") { By = s_me }, default);
        _session = new NotebookSession(s_me, _notebook.ExecuteAsync, _ => null, _ => "Ben", new Toasts(TimeProvider.System), default);
        Read();
        Services.AddSingleton(_workspace.Services.GetRequiredService<NotebookHistories>());
        Services.AddSingleton(_workspace.Services.GetRequiredService<NotebookCopier>());
        Services.AddSingleton(TimeProvider.System);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _workspace.DisposeAsync();
    }

    [Fact]
    public void Bar_UntilItIsUsed_IsAStripAndReadsNothing()
    {
        IRenderedComponent<HistoryBar> bar = Render<HistoryBar>(parameters => parameters.Add(view => view.Session, _session));

        Assert.Single(bar.FindAll("[data-testid=history-open]"));
        Assert.Empty(bar.FindAll("[role=slider]"));
    }

    [Fact]
    public async Task Slider_AtAPastEvent_SaysWhereItStands_AndThePageShowsIt()
    {
        IRenderedComponent<HistoryBar> bar = await OpenAsync();
        Assert.Equal(("4", "4", null), (Slider(bar).GetAttribute("aria-valuenow"), Slider(bar).GetAttribute("aria-valuemax"), _session.Past));

        await GoAsync(bar, 2);

        Assert.Equal("Event 2 of 4, the workspace added a write cell, just now", Slider(bar).GetAttribute("aria-valuetext"));
        Assert.Equal((2L, 0), (_session.Past?.Version, ((WriteCell)_session.State.Cells[Cell]).Tree.Branches.Count));
        await GoAsync(bar, 4);
        Assert.Null(_session.Past);
    }

    [Fact]
    public async Task Slider_WhileOthersWrite_GrowsAndStaysWhereItIs()
    {
        IRenderedComponent<HistoryBar> bar = await OpenAsync();
        await GoAsync(bar, 3);
        await _notebook.ExecuteAsync(new RenameNotebook("Other") { By = PersonId.New() }, default);
        Read();
        bar.Render(parameters => parameters.Add(view => view.Session, _session));

        bar.WaitForAssertion(() => Assert.Equal("5", Slider(bar).GetAttribute("aria-valuemax")));
        Assert.Equal("3", Slider(bar).GetAttribute("aria-valuenow"));
    }

    [Fact]
    public async Task Changes_AreListedNewestFirst_AndOneIsJumpedTo()
    {
        IRenderedComponent<HistoryBar> bar = await OpenAsync();
        bar.Find("[data-testid=history-changes]").Click();

        bar.WaitForAssertion(() => Assert.Equal(
            ["wrote “Once”", "added a write cell", "began the notebook “Tales”"],
            bar.FindAll("[data-testid=history-step] .words").Select(step => step.TextContent)));
        await bar.FindAll("[data-testid=history-step]")[1].ClickAsync(new());
        Assert.Equal(2, _session.Past?.Version);
    }

    [Fact]
    public async Task Passage_OfThePast_IsBroughtBackIntoNow()
    {
        BranchId root = ((WriteCell)_notebook.State.Cells[Cell]).Tree.Roots[0];
        await _notebook.ExecuteAsync(new EditBranch(Cell, root, "Twice", BranchId.New()) { By = s_me }, default);
        Read();
        IRenderedComponent<HistoryBar> bar = await OpenAsync();
        await GoAsync(bar, 4);
        bar.Find("[data-testid=history-changes]").Click();
        bar.Find("[data-testid=history-differences-tab]").Click();

        Assert.Equal(("Once", "Twice"), (bar.Find("[data-testid=history-difference] del").TextContent, bar.Find("[data-testid=history-difference] ins").TextContent));
        await bar.Find("[data-testid=history-bring-back]").ClickAsync(new());

        Assert.Equal("Once", ((WriteCell)_notebook.State.Cells[Cell]).Tree.Branches[root].Text);
    }

    [Fact]
    public async Task Branch_FromAPastEvent_OpensANotebookOfItsOwn()
    {
        IRenderedComponent<HistoryBar> bar = await OpenAsync();
        await GoAsync(bar, 2);
        await bar.Find("[data-testid=history-branch]").ClickAsync(new());

        string address = Services.GetRequiredService<NavigationManager>().Uri;
        LiveNotebook? copy = await _workspace.Notebooks.OpenAsync(new NotebookId(Guid.Parse(address[^36..])), default);
        Assert.Equal((3L, "Tales · from event 2"), (copy?.Version, copy?.State.Title));
    }

    private static IElement Slider(IRenderedComponent<HistoryBar> bar) => bar.Find("[role=slider]");

    private static Task GoAsync(IRenderedComponent<HistoryBar> bar, long version) => bar.FindComponent<HistoryTrack>().Instance.GoAsync(version);

    private async Task<IRenderedComponent<HistoryBar>> OpenAsync()
    {
        IRenderedComponent<HistoryBar> bar = Render<HistoryBar>(parameters => parameters.Add(view => view.Session, _session));
        await bar.InvokeAsync(bar.Instance.OpenAsync);
        return bar;
    }

    private void Read() => (_session.State, _session.Version) = (_notebook.State, _notebook.Version);
}
