using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Accounts;

/// <summary>Accounts as streams of the event store: one each, with the person's id.</summary>
internal static class AccountStream
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string Type = "account";

    public static Fold<Person?> Fold { get; } = new("account", 2, null, Evolve);

    private static Person? Evolve(Person? person, StoredEvent stored) => stored.Data switch
    {
        AccountCreated created => new Person(new PersonId(stored.StreamId), created.Name, created.IsOwner) { IsGuest = created.IsGuest },
        AccountRenamed renamed when person is not null => person with { Name = renamed.Name },
        GuestAccepted when person is not null => person with { IsGuest = false },
        _ => person,
    };
}
