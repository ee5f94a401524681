using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Accounts;

[Collection(PostgresCollection.Name)]
public sealed class SignInLinkTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    private AccountDirectory Accounts => _workspace.Accounts;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task StartLink_FirstTime_MakesTheOwnerOnce()
    {
        string token = TokenOf(await Accounts.CreateStartLinkAsync(CancellationToken.None));
        SignInLink? seen = await Accounts.FindLinkAsync(token, CancellationToken.None);

        Person? owner = await Accounts.RedeemAsync(token, " Ada ", CancellationToken.None);
        Person? again = await Accounts.RedeemAsync(token, "Eve", CancellationToken.None);

        Assert.Equal(new SignInLink(null, SignInPurpose.Start), seen);
        Assert.Equal(("Ada", true), (owner?.Name, owner?.IsOwner));
        Assert.Null(again);
        Assert.Equal([owner!], Accounts.List());
    }

    [Fact]
    public async Task StartLink_OfAnEarlierStart_StopsWorking()
    {
        string early = TokenOf(await Accounts.CreateStartLinkAsync(CancellationToken.None));

        await Accounts.CreateStartLinkAsync(CancellationToken.None);

        Assert.Null(await Accounts.FindLinkAsync(early, CancellationToken.None));
    }

    [Fact]
    public async Task StartLink_NoName_IsRefusedAndNotUsedUp()
    {
        string token = TokenOf(await Accounts.CreateStartLinkAsync(CancellationToken.None));

        await Assert.ThrowsAsync<UserFacingException>(() => Accounts.RedeemAsync(token, " ", CancellationToken.None));

        Assert.NotNull(await Accounts.FindLinkAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task DeviceLink_ManyAtOnce_SignsInOne()
    {
        Person owner = await OwnerAsync();
        string token = TokenOf(await Accounts.CreateSignInLinkAsync(owner.Id, CancellationToken.None));

        Person?[] entered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Accounts.RedeemAsync(token, null, CancellationToken.None)));

        Assert.Equal([owner], entered.OfType<Person>());
    }

    [Fact]
    public async Task Invitation_OfSomebodyNew_MakesAnAccountThatOwnsNothing()
    {
        await OwnerAsync();
        string token = TokenOf(await Accounts.CreateSignInLinkAsync(null, CancellationToken.None));

        Person? ben = await Accounts.RedeemAsync(token, "Ben", CancellationToken.None);

        Assert.Equal(("Ben", false), (ben?.Name, ben?.IsOwner));
    }

    [Fact]
    public async Task Rename_ThenStartAgain_KeepsTheName()
    {
        Person owner = await OwnerAsync();

        await Accounts.RenameAsync(owner.Id, "Countess", CancellationToken.None);
        await Accounts.LoadAsync(CancellationToken.None);

        Assert.Equal(("Countess", "Someone"), (Accounts.NameOf(owner.Id), Accounts.NameOf(PersonId.New())));
    }

    private static string TokenOf(string path) => path["/welcome/".Length..];

    private async Task<Person> OwnerAsync() =>
        await Accounts.RedeemAsync(TokenOf(await Accounts.CreateStartLinkAsync(CancellationToken.None)), "Ada", CancellationToken.None)
        ?? throw new InvalidOperationException("The link is fresh.");
}
