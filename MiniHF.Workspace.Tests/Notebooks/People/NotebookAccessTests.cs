using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Notebooks.People;

/// <summary>Roles as two servers of one database hold them.</summary>
[Collection(PostgresCollection.Name)]
public sealed class NotebookAccessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly NotebookId _id = NotebookId.New();
    private string _connection = "";
    private TestWorkspace _one = null!; // set by InitializeAsync before any test
    private TestWorkspace _two = null!; // set by InitializeAsync before any test
    private PersonId _ada;

    private NotebookInvitations Invitations => _one.Services.GetRequiredService<NotebookInvitations>();

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _one = await TestWorkspace.StartAsync(_connection);
        _two = await TestWorkspace.StartAsync(_connection);
        string start = await _one.Accounts.CreateStartLinkAsync(CancellationToken.None);
        _ada = (await _one.Accounts.RedeemAsync(TokenOf(start), "Ada", CancellationToken.None))!.Id; // the link is fresh
        await _one.Notebooks.CreateAsync(_id, "Tales", _ada, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Role_TakenOnOneServer_IsGoneOnTheOtherAtOnce()
    {
        PersonId ben = (await ComeAsync(NotebookRole.Writer, "Ben")).Id;
        LiveNotebook here = await OpenAsync(_one);
        LiveNotebook there = await OpenAsync(_two);
        await Changes.UntilAsync(there, () => there.RoleOf(ben) == NotebookRole.Writer);

        await here.ExecuteAsync(new ChangeRole(ben, NotebookRole.Rater) { By = _ada }, CancellationToken.None);

        // The other server may not have heard of it yet: the append tells it.
        await Assert.ThrowsAsync<UserFacingException>(() =>
            there.ExecuteAsync(new AddCell(CellId.New(), CellKind.Note, null) { By = ben }, CancellationToken.None));
        Assert.Single(there.State.Order);
    }

    [Fact]
    public async Task Invitation_Followed_MakesAGuestWithTheRoleAndNothingElse()
    {
        NotebookId open = NotebookId.New();
        await _one.Notebooks.CreateAsync(open, "Open to the workspace", _ada, CancellationToken.None);

        Person ben = await ComeAsync(NotebookRole.Rater, "Ben");

        LiveNotebook notebook = await OpenAsync(_one);
        Assert.Equal((true, NotebookRole.Rater), (ben.IsGuest, notebook.RoleOf(ben.Id)));
        Assert.Equal([(_id, (NotebookRole?)NotebookRole.Rater)], (await _one.Notebooks.ListAsync(ben.Id, CancellationToken.None)).Select(one => (one.Id, one.Role)));
        await Assert.ThrowsAsync<ClosedNotebookException>(() => _one.Notebooks.OpenAsync(open, ben.Id, CancellationToken.None));
        await Assert.ThrowsAsync<UserFacingException>(() => _one.Notebooks.CreateAsync(NotebookId.New(), "His", ben.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Invitation_IntoTheWorkspaceToo_MakesAGuestOneOfIt()
    {
        Person ben = await ComeAsync(NotebookRole.Reader, "Ben");
        string token = TokenOf(await Invitations.MakeAsync(_id, NotebookRole.Writer, forGuests: false, 1, TimeSpan.FromDays(1), _ada, CancellationToken.None));

        SignInLink link = (await _one.Accounts.FindLinkAsync(token, CancellationToken.None))!; // it is fresh
        Person? again = await _one.Accounts.RedeemAsync(token, null, ben.Id, CancellationToken.None);
        await Invitations.AdmitAsync(link.Invitation!, ben.Id, CancellationToken.None); // it leads into the notebook

        Assert.Equal((ben.Id, false), (again?.Id, again?.IsGuest));
        Assert.Equal(NotebookRole.Writer, (await OpenAsync(_one)).RoleOf(ben.Id));
    }

    [Fact]
    public async Task Invitation_ForThree_LetsThreeOfManyIn()
    {
        string token = TokenOf(await Invitations.MakeAsync(_id, NotebookRole.Rater, forGuests: true, 3, TimeSpan.FromDays(1), _ada, CancellationToken.None));

        Person?[] came = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            (number % 2 == 0 ? _one : _two).Accounts.RedeemAsync(token, $"Guest {number}", CancellationToken.None)));

        Assert.Equal(3, came.OfType<Person>().Count());
        NotebookInvitation link = Assert.Single(await Invitations.ListAsync(_id, _ada, CancellationToken.None));
        Assert.Equal((0, 3), (link.UsesLeft, link.Used));
    }

    [Fact]
    public async Task Invitation_TakenBack_NoLongerWorks()
    {
        string token = TokenOf(await Invitations.MakeAsync(_id, NotebookRole.Rater, forGuests: true, null, null, _ada, CancellationToken.None));
        NotebookInvitation link = Assert.Single(await Invitations.ListAsync(_id, _ada, CancellationToken.None));

        await Invitations.RevokeAsync(_id, link.Id, _ada, CancellationToken.None);

        Assert.Null(await _two.Accounts.RedeemAsync(token, "Eve", CancellationToken.None));
    }

    [Fact]
    public async Task Invitation_AfterItsTime_NoLongerWorks()
    {
        string token = TokenOf(await Invitations.MakeAsync(_id, NotebookRole.Rater, forGuests: true, null, TimeSpan.FromHours(1), _ada, CancellationToken.None));
        SignInLinks links = _one.Services.GetRequiredService<SignInLinks>();

        Assert.NotNull(await links.FindAsync(token, DateTimeOffset.UnixEpoch, CancellationToken.None));
        Assert.Null(await links.FindAsync(token, DateTimeOffset.MaxValue.AddYears(-1), CancellationToken.None));
    }

    [Fact]
    public async Task Invitation_ByWhoeverDoesNotOwnTheNotebook_IsRefused()
    {
        Person ben = await ComeAsync(NotebookRole.Writer, "Ben");

        await Assert.ThrowsAsync<UserFacingException>(() => Invitations.MakeAsync(_id, NotebookRole.Reader, true, 1, null, ben.Id, CancellationToken.None));
        await Assert.ThrowsAsync<UserFacingException>(() => Invitations.ListAsync(_id, ben.Id, CancellationToken.None));
    }

    [Fact]
    public async Task ClosedNotebook_ForAStranger_IsInNoList()
    {
        PersonId stranger = PersonId.New();
        int before = (await _two.Notebooks.ListAsync(stranger, CancellationToken.None)).Count;

        await (await OpenAsync(_one)).ExecuteAsync(new CloseNotebook { By = _ada }, CancellationToken.None);

        Assert.Equal((1, 0), (before, (await _two.Notebooks.ListAsync(stranger, CancellationToken.None)).Count));
        Assert.Equal([NotebookRole.Owner], (await _two.Notebooks.ListAsync(_ada, CancellationToken.None)).Select(one => one.Role));
        await Assert.ThrowsAsync<ClosedNotebookException>(() => _one.Services.GetRequiredService<NotebookCopier>().CopyAsync(_id, 1, NotebookId.New(), "Mine", stranger, CancellationToken.None));
    }

    [Fact]
    public async Task ClosedNotebook_CopiedAsItWasWhileOpen_IsClosedToo()
    {
        LiveNotebook notebook = await OpenAsync(_one);
        await notebook.ExecuteAsync(new CloseNotebook { By = _ada }, CancellationToken.None);
        NotebookId copy = NotebookId.New();

        await _one.Services.GetRequiredService<NotebookCopier>().CopyAsync(_id, 2, copy, "Copy", _ada, CancellationToken.None);

        Assert.Equal(new[] { _id.Value, copy.Value }.Order(), (await _one.Notebooks.ListAsync(_ada, CancellationToken.None)).Select(one => one.Id.Value).Order());
        Assert.Empty(await _one.Notebooks.ListAsync(PersonId.New(), CancellationToken.None));
    }

    [Fact]
    public async Task Summaries_WithMembers_AreThoseOfARebuild()
    {
        Person ben = await ComeAsync(NotebookRole.Rater, "Ben");
        await (await OpenAsync(_one)).ExecuteAsync(new CloseNotebook { By = _ada }, CancellationToken.None);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(_connection);
        NotebookSummaryProjection projection = _one.Services.GetRequiredService<NotebookSummaryProjection>();

        Assert.Empty(await projection.VerifyAsync(database, _ => { }, CancellationToken.None));
        await using (NpgsqlCommand empty = database.CreateCommand("delete from notebook_summaries"))
        {
            await empty.ExecuteNonQueryAsync();
        }

        await projection.RebuildAsync(database, _ => { }, CancellationToken.None);

        Assert.Equal([NotebookRole.Rater], (await _two.Notebooks.ListAsync(ben.Id, CancellationToken.None)).Select(one => one.Role));
    }

    [Fact]
    public async Task Summaries_OfBeforeThereWereRoles_KnowTheirOwner()
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(_connection);
        await using NpgsqlCommand before = database.CreateCommand(
            "alter table notebook_summaries drop column members, drop column roles, drop column everyone; delete from mt_minihf_migrations where feature = 'notebook_summaries' and number = 2");
        await before.ExecuteNonQueryAsync();

        await using TestWorkspace newer = await TestWorkspace.StartAsync(_connection);

        Assert.Equal([NotebookRole.Owner], (await newer.Notebooks.ListAsync(_ada, CancellationToken.None)).Select(one => one.Role));
        Assert.Equal([NotebookRole.Writer], (await newer.Notebooks.ListAsync(PersonId.New(), CancellationToken.None)).Select(one => one.Role));
        Assert.Empty(await newer.Services.GetRequiredService<NotebookSummaryProjection>().VerifyAsync(database, _ => { }, CancellationToken.None));
    }

    private static string TokenOf(string path) => path["/welcome/".Length..];

    /// <summary>Somebody new follows a link into the notebook, as the welcome page lets them.</summary>
    private async Task<Person> ComeAsync(NotebookRole role, string name)
    {
        string token = TokenOf(await Invitations.MakeAsync(_id, role, forGuests: true, 1, TimeSpan.FromDays(1), _ada, CancellationToken.None));
        SignInLink link = (await _one.Accounts.FindLinkAsync(token, CancellationToken.None))!; // it is fresh
        Person person = (await _one.Accounts.RedeemAsync(token, name, CancellationToken.None))!; // likewise
        await Invitations.AdmitAsync(link.Invitation!, person.Id, CancellationToken.None); // it leads into the notebook
        return person;
    }

    private async Task<LiveNotebook> OpenAsync(TestWorkspace workspace) =>
        await workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
