using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>Constitutions as streams of the event store: one each.</summary>
internal static class ConstitutionStream
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string Type = "constitution";

    public static Fold<SavedConstitution?> Fold { get; } = new("constitution", 1, null, Evolve);

    private static SavedConstitution? Evolve(SavedConstitution? before, StoredEvent stored) => (stored.Data, before) switch
    {
        (ConstitutionCreated created, null) => new SavedConstitution(new ConstitutionId(stored.StreamId), created.Name, Archived: false, [], created.By, stored.Timestamp),
        (ConstitutionRenamed renamed, { } now) => now with { Name = renamed.Name, Changed = stored.Timestamp },
        (ConstitutionVersionSaved saved, { } now) => now with
        {
            Versions = now.Versions.Add(new ConstitutionVersion(now.Versions.Count + 1, saved.Text, saved.Note, saved.By, stored.Timestamp)),
            Changed = stored.Timestamp,
        },
        (ConstitutionArchived, { } now) => now with { Archived = true, Changed = stored.Timestamp },
        (ConstitutionUnarchived, { } now) => now with { Archived = false, Changed = stored.Timestamp },
        _ => before,
    };
}
