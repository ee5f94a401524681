using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Finding;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Notebooks.Finding;

/// <summary>Finding, on a real database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class BranchFinderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _tales = NotebookId.New();
    private readonly NotebookId _letters = NotebookId.New();
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test
    private LiveNotebook _notebook = null!; // as above
    private CellId _cell;

    private BranchFinder Finder => _workspace.Services.GetRequiredService<BranchFinder>();

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_tales, "Tales", s_ada, CancellationToken.None);
        await _workspace.Notebooks.CreateAsync(_letters, "Letters", s_ada, CancellationToken.None);
        _notebook = await OpenAsync(_tales);
        _cell = _notebook.State.Order[0];
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Theory]
    [InlineData("lighthouse")]
    [InlineData("lightho")]
    [InlineData("DARK light")]
    [InlineData("\"dark for eleven\"")]
    [InlineData("lighthouse -sheep")]
    [InlineData("lihgthouse")]
    [InlineData("elevn yeers")]
    [InlineData("ghthous")]
    public async Task Find_ByWordsAsPeopleTypeThem_FindsTheBranch(string typed)
    {
        BranchId branch = await WriteAsync("The lighthouse had been dark for eleven years.");
        await WriteAsync("Sheep may safely graze.");

        Assert.Equal([branch], await FindAsync(typed));
    }

    [Theory]
    [InlineData("\"eleven dark\"")]
    [InlineData("lighthouse -dark")]
    [InlineData("lighthouse #draft")]
    [InlineData("xyzzyq")]
    public async Task Find_WhatIsNotThere_FindsNothing(string typed)
    {
        await WriteAsync("The lighthouse had been dark for eleven years.");

        Assert.Empty(await FindAsync(typed));
    }

    [Fact]
    public async Task Find_MarksWhatWasSearchedFor()
    {
        await WriteAsync("The lighthouse had been <b>dark</b> for eleven years.");

        FoundBranch found = Assert.Single((await Finder.FindAsync("dark eleven", [_tales], 10, CancellationToken.None)).Branches);

        Assert.Equal(["dark", "eleven"], found.Snippet.Where(piece => piece.IsMatch).Select(piece => piece.Text));
        Assert.Equal("The lighthouse had been <b>dark</b> for eleven years.", string.Concat(found.Snippet.Select(piece => piece.Text)));
    }

    [Fact]
    public async Task Find_AMisspeltWord_SaysWhatItTookItFor()
    {
        await WriteAsync("The lighthouse had been dark.");

        Assert.Equal([("lihgthouse", "lighthouse")], (await Finder.FindAsync("lihgthouse", [_tales], 10, CancellationToken.None)).Corrected);
    }

    /// <summary>A guess must not tell words of a notebook somebody may not read.</summary>
    [Fact]
    public async Task Find_AMisspeltWordThatStandsElsewhereOnly_GuessesNothing()
    {
        LiveNotebook letters = await OpenAsync(_letters);
        await letters.ExecuteAsync(new WriteBranch(letters.State.Order[0], BranchId.New(), null, "The lighthouse.") { By = s_ada }, CancellationToken.None);

        FoundBranches found = await Finder.FindAsync("lihgthouse", [_tales], 10, CancellationToken.None);

        Assert.Equal((0L, 0), (found.Count, found.Corrected.Count));
    }

    [Fact]
    public async Task Find_AWordThatWasMisspeltAtFirst_FindsItAsItStands()
    {
        BranchId branch = await WriteAsync("The lihgthouse.");
        await DoAsync(new EditBranch(_cell, branch, "The lighthouse.", BranchId.New()) { By = s_ada });

        Assert.Equal([branch], await FindAsync("lihgthouse"));
    }

    [Fact]
    public async Task Find_ByNameNoteAndTag_FindsTheBranch()
    {
        BranchId branch = await WriteAsync("A lamp.");
        await WriteAsync("Another lamp.");
        await DoAsync(new NameBranch(_cell, branch, "The keeper returns") { By = s_ada });
        await DoAsync(new NoteBranch(_cell, branch, "Ask the harbourmaster.") { By = s_ada });
        await DoAsync(new TagBranch(_cell, branch, ["draft"]) { By = s_ada });

        Assert.Equal([branch], await FindAsync("keeper"));
        Assert.Equal([branch], await FindAsync("harbourmaster"));
        Assert.Equal([branch], await FindAsync("lamp #draft"));
        Assert.Equal([branch], await FindAsync("#draft"));
    }

    [Fact]
    public async Task Find_AfterASplit_FindsThePieceAndNotWhatItCameFrom()
    {
        BranchId root = await WriteAsync("Once.");
        BranchId whole = await WriteAsync("A lamp and a candle.", root);
        BranchId tail = BranchId.New();
        await DoAsync(new SplitBranch(_cell, whole, 7, 0, 0, BranchId.New(), tail) { By = s_ada });

        Assert.Equal([tail], await FindAsync("candle"));
    }

    [Fact]
    public async Task Find_APrunedBranch_MarksItAndPutsItLast()
    {
        BranchId kept = await WriteAsync("A lamp.");
        BranchId pruned = await WriteAsync("A lamp, a lamp, a lamp.");
        await DoAsync(new PruneBranch(_cell, pruned) { By = s_ada });

        FoundBranches found = await Finder.FindAsync("lamp", [_tales], 10, CancellationToken.None);

        Assert.Equal([(kept, false), (pruned, true)], found.Branches.Select(branch => (branch.Branch, branch.PutAside)));
    }

    [Fact]
    public async Task Find_AfterEditUndoAndRemoval_FindsWhatStands()
    {
        BranchId branch = await WriteAsync("A lamp.");
        await DoAsync(new EditBranch(_cell, branch, "A candle.", BranchId.New()) { By = s_ada });
        List<int> lamps = [(await FindAsync("lamp")).Count];
        await DoAsync(new UndoChange { By = s_ada });
        lamps.Add((await FindAsync("lamp")).Count);
        await DoAsync(new RemoveCell(_cell) { By = s_ada });
        lamps.Add((await FindAsync("lamp")).Count);
        await DoAsync(new RestoreCell(_cell) { By = s_ada });
        lamps.Add((await FindAsync("lamp")).Count);

        Assert.Equal([0, 1, 0, 1], lamps);
    }

    [Fact]
    public async Task Find_WithinSomeNotebooks_LooksInNoOther()
    {
        await WriteAsync("A lamp.");
        LiveNotebook letters = await OpenAsync(_letters);
        await letters.ExecuteAsync(new WriteBranch(letters.State.Order[0], BranchId.New(), null, "Another lamp.") { By = s_ada }, CancellationToken.None);

        FoundBranches everywhere = await Finder.FindAsync("lamp", [_tales, _letters], 10, CancellationToken.None);
        FoundBranches one = await Finder.FindAsync("lamp", [_letters], 10, CancellationToken.None);

        Assert.Equal((2, "Letters"), ((int)everywhere.Count, Assert.Single(one.Branches).Title));
    }

    [Fact]
    public async Task Find_InANotebookAnOlderBuildWrote_FindsItOnceItIsIndexed()
    {
        BranchId branch = await WriteAsync("A lamp.");
        await ForgetRowsAsync();
        int before = (await FindAsync("lamp")).Count;

        await _workspace.Services.GetRequiredService<PassageProjection>()
            .MakeMissingAsync(_workspace.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);

        Assert.Equal(0, before);
        Assert.Equal([branch], await FindAsync("lamp"));
    }

    [Fact]
    public async Task Verify_AfterWhateverPeopleDid_FindsNoFault_AndRebuildMendsOne()
    {
        BranchId branch = await WriteAsync("A lamp.");
        await WriteAsync("A candle.", branch);
        await DoAsync(new PruneBranch(_cell, branch) { By = s_ada });
        StoreVerifier verifier = _workspace.Services.GetRequiredService<StoreVerifier>();
        int before = (await verifier.VerifyAsync(_ => { }, CancellationToken.None)).Faults.Count;
        await ExecuteAsync("update branch_passages set text = 'A torch.', words = to_tsvector('simple', 'A torch.')");
        StoreReport broken = await verifier.VerifyAsync(_ => { }, CancellationToken.None);

        await verifier.RebuildAsync(_ => { }, CancellationToken.None);

        Assert.Equal(0, before);
        Assert.Equal("what is searched of the notebook is not what its events say. `db rebuild` mends it.", Assert.Single(broken.Faults).Words);
        Assert.Empty((await verifier.VerifyAsync(_ => { }, CancellationToken.None)).Faults);
        Assert.Single(await FindAsync("lamp"));
    }

    private async Task<BranchId> WriteAsync(string text, BranchId? parent = null)
    {
        BranchId branch = BranchId.New();
        await DoAsync(new WriteBranch(_cell, branch, parent, text) { By = s_ada });
        return branch;
    }

    private Task DoAsync(NotebookCommand command) => _notebook.ExecuteAsync(command, CancellationToken.None);

    private async Task<IReadOnlyList<BranchId>> FindAsync(string typed) =>
        [.. (await Finder.FindAsync(typed, [_tales], 10, CancellationToken.None)).Branches.Select(branch => branch.Branch)];

    private Task ForgetRowsAsync() => ExecuteAsync("delete from branch_passages; delete from branch_passages_made");

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = _workspace.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<LiveNotebook> OpenAsync(NotebookId id) =>
        await _workspace.Notebooks.OpenAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
