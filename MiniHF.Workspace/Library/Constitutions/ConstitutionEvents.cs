using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>Something that happened to a constitution.</summary>
public abstract record ConstitutionEvent
{
    /// <summary>Who did it.</summary>
    public required PersonId By { get; init; }
}

public sealed record ConstitutionCreated(string Name) : ConstitutionEvent;

public sealed record ConstitutionRenamed(string Name) : ConstitutionEvent;

/// <summary>A version was saved: the next number, whatever stood before.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Note">What changed, in the words of who saved it; may be empty.</param>
public sealed record ConstitutionVersionSaved(string Text, string Note) : ConstitutionEvent;

public sealed record ConstitutionArchived : ConstitutionEvent;

public sealed record ConstitutionUnarchived : ConstitutionEvent;
