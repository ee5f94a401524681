using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Library.Constitutions;

/// <summary>Constitutions on a real database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConstitutionLibraryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();
    private static readonly PersonId s_ben = PersonId.New();

    private readonly ConstitutionId _id = ConstitutionId.New();
    private string _connection = "";
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    private ConstitutionLibrary Library => _workspace.Services.GetRequiredService<ConstitutionLibrary>();

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        await Library.CreateAsync(_id, " Quiet ", "one", "The first", s_ada, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Save_ByTwoPeople_KeepsBothVersions()
    {
        await Library.SaveAsync(_id, Guid.NewGuid(), "two", "", s_ada, CancellationToken.None);
        SavedConstitution saved = await Library.SaveAsync(_id, Guid.NewGuid(), "three", "Mine", s_ben, CancellationToken.None);

        Assert.Equal(
            [(1, "one", "The first", s_ada), (2, "two", "", s_ada), (3, "three", "Mine", s_ben)],
            saved.Versions.Select(version => (version.Number, version.Text, version.Note, version.By)));
    }

    [Fact]
    public async Task Save_SentTwiceOrSayingTheSame_MakesOneVersion()
    {
        Guid change = Guid.NewGuid();

        await Library.SaveAsync(_id, change, "two", "", s_ada, CancellationToken.None);
        await Library.SaveAsync(_id, Guid.NewGuid(), "two", "Again", s_ben, CancellationToken.None);
        SavedConstitution saved = await Library.SaveAsync(_id, change, "two", "", s_ada, CancellationToken.None);

        Assert.Equal(2, saved.Versions.Count);
    }

    [Fact]
    public async Task Restart_FindsNamesVersionsAndWhatWasArchived()
    {
        await Library.RenameAsync(_id, "Quiet prose", s_ben, CancellationToken.None);
        await Library.ArchiveAsync(_id, true, s_ben, CancellationToken.None);
        SavedConstitution before = Library.Find(_id)!;

        await _workspace.DisposeAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);

        SavedConstitution after = Assert.Single(Library.List());
        Assert.Equal(("Quiet prose", true, before.Changed), (after.Name, after.Archived, after.Changed));
        Assert.Equal(before.Versions, after.Versions);
    }

    [Fact]
    public async Task Change_OnOneServer_ReachesAnother()
    {
        await using TestWorkspace other = await TestWorkspace.StartAsync(_connection);
        ConstitutionLibrary there = other.Services.GetRequiredService<ConstitutionLibrary>();
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable subscription = there.Subscribe(() =>
        {
            if (there.Find(_id)?.Versions.Count == 2)
            {
                told.TrySetResult();
            }

            return Task.CompletedTask;
        });

        await Library.SaveAsync(_id, Guid.NewGuid(), "two", "", s_ada, CancellationToken.None);
        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("two", there.Find(_id)?.Latest?.Text);
    }

    [Fact]
    public async Task Create_WithoutAName_IsRefused()
    {
        UserFacingException refusal = await Assert.ThrowsAsync<UserFacingException>(
            () => Library.CreateAsync(ConstitutionId.New(), "  ", "", "", s_ada, CancellationToken.None));

        Assert.Equal("A constitution needs a name: write at least one letter.", refusal.Message);
    }

    [Fact]
    public void Example_CanBeUsed() =>
        Assert.Equal([1, 1, -1], MiniHF.Engine.Evaluation.Constitution.Parse(ExampleConstitution.Text).Principles.Select(principle => principle.Sign));
}
