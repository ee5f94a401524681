using System.Collections.Concurrent;
using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Accounts;

/// <summary>The people of this workspace and the links they sign in with.</summary>
public sealed class AccountDirectory
{
    private const int LongestName = 60;

    private static readonly TimeSpan s_linkLifetime = TimeSpan.FromMinutes(15);

    private readonly PostgresEventStore _store;
    private readonly SignInLinks _links;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<PersonId, Person> _people = new();

    internal AccountDirectory(PostgresEventStore store, SignInLinks links, TimeProvider time)
    {
        _store = store;
        _links = links;
        _time = time;
    }

    /// <summary>Whoever was made the owner first; null before the first link was followed.</summary>
    public Person? Owner => _people.Values.Where(person => person.IsOwner).MinBy(person => person.Id.Value);

    /// <summary>Everyone, by name.</summary>
    public IReadOnlyList<Person> List() => [.. _people.Values.OrderBy(person => person.Name, StringComparer.CurrentCulture).ThenBy(person => person.Id.Value)];

    /// <summary>The account, or null where there is none of that id.</summary>
    public Person? Find(PersonId person) => _people.GetValueOrDefault(person);

    /// <summary>The person's name, or "Someone" where the account is not known.</summary>
    public string NameOf(PersonId person) => Find(person)?.Name ?? "Someone";

    /// <summary>Whether the person came by the invitation to one notebook, and has only the roles they were given.</summary>
    public bool IsGuest(PersonId person) => Find(person)?.IsGuest == true;

    /// <summary>Renames a person.</summary>
    /// <exception cref="UserFacingException">The name is empty or too long, or there is no such account.</exception>
    public async Task RenameAsync(PersonId person, string name, CancellationToken ct)
    {
        string checkedName = CheckName(name);
        Person known = Find(person) ?? throw new UserFacingException("This account no longer exists. Sign in again.");
        if (known.Name != checkedName)
        {
            await _store.AppendAsync(
                person.Value, AccountStream.Type, [new(Guid.CreateVersion7(), new AccountRenamed(checkedName))], expectedVersion: null, ct).ConfigureAwait(false);
            await ReloadAsync(person, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A path such as <c>/welcome/TOKEN</c> that signs in once and then stops working: this person on another device, or,
    /// with no person, somebody new, who is asked for a name. It expires after a quarter of an hour.
    /// </summary>
    public async Task<string> CreateSignInLinkAsync(PersonId? person, CancellationToken ct) =>
        PathOf(await _links.CreateAsync(person, SignInPurpose.Invitation, _time.GetUtcNow() + s_linkLifetime, ct).ConfigureAwait(false));

    /// <summary>The path printed at a start: makes the owner's account, or signs the owner in. Replaces the one of an earlier start.</summary>
    internal async Task<string> CreateStartLinkAsync(CancellationToken ct)
    {
        await _links.DropAsync(SignInPurpose.Start, ct).ConfigureAwait(false);
        return PathOf(await _links.CreateAsync(Owner?.Id, SignInPurpose.Start, expires: null, ct).ConfigureAwait(false));
    }

    /// <summary>What a link would do, without using it up; null where it is unknown, used or expired.</summary>
    internal async Task<SignInLink?> FindLinkAsync(string token, CancellationToken ct) =>
        await _links.FindAsync(token, _time.GetUtcNow(), ct).ConfigureAwait(false);

    /// <summary>Uses the link and gives whom it signs in, with an account made for somebody new; null where it no longer works.</summary>
    /// <exception cref="UserFacingException">Somebody new must say a name; the link is then not used up.</exception>
    internal Task<Person?> RedeemAsync(string token, string? name, CancellationToken ct) => RedeemAsync(token, name, signedIn: null, ct);

    /// <summary>The same where somebody may be signed in already: a link for somebody new lets them in as who they are.</summary>
    internal async Task<Person?> RedeemAsync(string token, string? name, PersonId? signedIn, CancellationToken ct)
    {
        if (await FindLinkAsync(token, ct).ConfigureAwait(false) is not { } link)
        {
            return null;
        }

        PersonId? known = link.Person ?? (link.Purpose == SignInPurpose.Start ? null : signedIn);
        string? newName = known is null ? CheckName(name) : null;
        if (!await _links.UseAsync(token, _time.GetUtcNow(), ct).ConfigureAwait(false))
        {
            return null;
        }

        PersonId person = known ?? PersonId.New();
        bool asGuest = link.Invitation?.ForGuests == true;
        if (newName is not null)
        {
            bool isOwner = link.Purpose == SignInPurpose.Start && Owner is null;
            AccountCreated created = new(newName, isOwner) { IsGuest = asGuest };
            await _store.AppendAsync(person.Value, AccountStream.Type, [new(Guid.CreateVersion7(), created)], expectedVersion: 0, ct).ConfigureAwait(false);
        }
        else if (IsGuest(person) && link.Person is null && !asGuest)
        {
            await _store.AppendAsync(person.Value, AccountStream.Type, [new(Guid.CreateVersion7(), new GuestAccepted())], expectedVersion: null, ct).ConfigureAwait(false);
        }

        return await ReloadAsync(person, ct).ConfigureAwait(false);
    }

    internal async Task LoadAsync(CancellationToken ct)
    {
        foreach (StreamState stream in await _store.ListStreamsAsync(AccountStream.Type, ct).ConfigureAwait(false))
        {
            await ReloadAsync(new PersonId(stream.Id), ct).ConfigureAwait(false);
        }
    }

    /// <summary>What the event feed brings: accounts changed on this or another server.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (Guid id in events.Where(stored => stored.Data is AccountEvent).Select(stored => stored.StreamId).Distinct())
        {
            await ReloadAsync(new PersonId(id), ct).ConfigureAwait(false);
        }
    }

    internal static string PathOf(string token) => $"/welcome/{token}";

    private static string CheckName(string? name)
    {
        string trimmed = name?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => throw new UserFacingException("Say a name: others see it beside what you write."),
            > LongestName => throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A name may have {LongestName} characters; this one has {trimmed.Length}.")),
            _ => trimmed,
        };
    }

    private async Task<Person?> ReloadAsync(PersonId person, CancellationToken ct)
    {
        (Person? loaded, _) = await _store.AggregateAsync(person.Value, AccountStream.Fold, ct).ConfigureAwait(false);
        if (loaded is not null)
        {
            _people[person] = loaded;
        }

        return loaded;
    }
}
