namespace MiniHF.Workspace.Accounts;

/// <summary>The people of this workspace and the links they sign in with.</summary>
public sealed class AccountDirectory
{
    /// <summary>Everyone, by name.</summary>
    public IReadOnlyList<Person> List() => throw new NotImplementedException();

    /// <summary>The person's name, or "Someone" where the account is not known.</summary>
    public string NameOf(PersonId person) => throw new NotImplementedException();

    /// <summary>Renames a person.</summary>
    public Task RenameAsync(PersonId person, string name, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// A path such as <c>/welcome/TOKEN</c> that signs in once and then stops working: this person on another device, or,
    /// with no person, somebody new, who is asked for a name.
    /// </summary>
    public Task<string> CreateSignInLinkAsync(PersonId? person, CancellationToken ct) => throw new NotImplementedException();
}

/// <summary>Somebody with an account.</summary>
/// <param name="IsOwner">Owns the workspace: made by the first start's link.</param>
public sealed record Person(PersonId Id, string Name, bool IsOwner);
