using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>A constitution of the library, with every version there ever was.</summary>
/// <param name="Versions">Oldest first; none before somebody saved one.</param>
/// <param name="Changed">When it was last created, saved, renamed, archived or brought back.</param>
public sealed record SavedConstitution(
    ConstitutionId Id,
    string Name,
    bool Archived,
    ImmutableList<ConstitutionVersion> Versions,
    PersonId By,
    DateTimeOffset Changed)
{
    public ConstitutionVersion? Latest => Versions.IsEmpty ? null : Versions[^1];

    /// <summary>A version by its number; null where there is none.</summary>
    public ConstitutionVersion? Version(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;

    /// <summary>What cells record when they are judged by a version.</summary>
    public ConstitutionReference ReferenceTo(ConstitutionVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new ConstitutionReference(Id, version.Number, Name, version.Hash);
    }
}
