namespace MiniHF.Workspace.Accounts;

/// <summary>Identifies a person; the stream of their account has the same id.</summary>
public readonly record struct PersonId(Guid Value)
{
    /// <summary>The workspace itself, for facts no person stated, such as a continuation's progress.</summary>
    public static PersonId Workspace { get; } = new(Guid.Empty);

    public static PersonId New() => new(Guid.CreateVersion7());
}
