using System.Collections.Concurrent;
using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>
/// The constitutions of this workspace, kept up with what any server stores. Who saves never overwrites: two people who save at once make
/// two versions.
/// </summary>
public sealed class ConstitutionLibrary
{
    public const int LongestName = 80;

    /// <summary>Characters; a hundred pages.</summary>
    public const int LongestText = 200_000;

    private const int LongestNote = 300;

    private static readonly TimeSpan s_callbackInterval = TimeSpan.FromMilliseconds(100);

    private readonly PostgresEventStore _store;
    private readonly ConcurrentDictionary<ConstitutionId, (SavedConstitution Constitution, long Version)> _known = new();
    private readonly ThrottledCallbacks _callbacks;

    public ConstitutionLibrary(PostgresEventStore store, TimeProvider time, ILogger<ConstitutionLibrary> logger)
    {
        _store = store;
        _callbacks = new ThrottledCallbacks(s_callbackInterval, time, logger);
    }

    /// <summary>All of them, archived ones too, by name.</summary>
    public IReadOnlyList<SavedConstitution> List() =>
        [.. _known.Values.Select(known => known.Constitution).OrderBy(one => one.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(one => one.Id.Value)];

    public SavedConstitution? Find(ConstitutionId id) => _known.TryGetValue(id, out (SavedConstitution Constitution, long) known) ? known.Constitution : null;

    /// <summary>Makes a constitution; with a text, its first version too. One that is there already stays as it is.</summary>
    public async Task<SavedConstitution> CreateAsync(ConstitutionId id, string name, string text, string note, PersonId by, CancellationToken ct)
    {
        if (Find(id) is { } known)
        {
            return known;
        }

        List<EventToAppend> events = [new(id.Value, new ConstitutionCreated(CheckName(name)) { By = by })];
        if (CheckText(text).Length > 0)
        {
            events.Add(new EventToAppend(Guid.CreateVersion7(), new ConstitutionVersionSaved(text, CheckNote(note)) { By = by }));
        }

        return await AppendAsync(id, events, ct).ConfigureAwait(false);
    }

    /// <summary>Saves a text as the next version; the newest version again where it says the same.</summary>
    /// <param name="change">Made by who asks: a save that is sent twice makes one version.</param>
    public async Task<SavedConstitution> SaveAsync(ConstitutionId id, Guid change, string text, string note, PersonId by, CancellationToken ct)
    {
        SavedConstitution known = Needed(id);
        return CheckText(text) == (known.Latest?.Text ?? "")
            ? known
            : await AppendAsync(id, [new(change, new ConstitutionVersionSaved(text, CheckNote(note)) { By = by })], ct).ConfigureAwait(false);
    }

    public async Task RenameAsync(ConstitutionId id, string name, PersonId by, CancellationToken ct)
    {
        if (CheckName(name) is var checkedName && checkedName != Needed(id).Name)
        {
            await AppendAsync(id, [new(Guid.CreateVersion7(), new ConstitutionRenamed(checkedName) { By = by })], ct).ConfigureAwait(false);
        }
    }

    public async Task ArchiveAsync(ConstitutionId id, bool archived, PersonId by, CancellationToken ct)
    {
        if (Needed(id).Archived != archived)
        {
            ConstitutionEvent happened = archived ? new ConstitutionArchived { By = by } : new ConstitutionUnarchived { By = by };
            await AppendAsync(id, [new(Guid.CreateVersion7(), happened)], ct).ConfigureAwait(false);
        }
    }

    /// <summary>Calls back after any constitution changed, here or on another server. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => _callbacks.Add(changed);

    internal async Task LoadAsync(CancellationToken ct)
    {
        foreach (StreamState stream in await _store.ListStreamsAsync(ConstitutionStream.Type, ct).ConfigureAwait(false))
        {
            await ReloadAsync(new ConstitutionId(stream.Id), ct).ConfigureAwait(false);
        }
    }

    /// <summary>What the event feed brings.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (IGrouping<Guid, StoredEvent> stream in events.Where(stored => stored.Data is ConstitutionEvent).GroupBy(stored => stored.StreamId))
        {
            ConstitutionId id = new(stream.Key);
            if (!_known.TryGetValue(id, out (SavedConstitution, long Version) known) || known.Version < stream.Max(stored => stored.Version))
            {
                await ReloadAsync(id, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task<SavedConstitution> AppendAsync(ConstitutionId id, IReadOnlyList<EventToAppend> events, CancellationToken ct)
    {
        await _store.AppendAsync(id.Value, ConstitutionStream.Type, events, expectedVersion: null, ct).ConfigureAwait(false);
        return await ReloadAsync(id, CancellationToken.None).ConfigureAwait(false) ?? throw Missing();
    }

    private async Task<SavedConstitution?> ReloadAsync(ConstitutionId id, CancellationToken ct)
    {
        (SavedConstitution? loaded, long version) = await _store.AggregateAsync(id.Value, ConstitutionStream.Fold, ct).ConfigureAwait(false);
        if (loaded is null)
        {
            return null;
        }

        // Two loads may end in the other order than they began.
        (SavedConstitution newest, _) = _known.AddOrUpdate(id, (loaded, version), (_, known) => known.Version > version ? known : (loaded, version));
        _callbacks.Signal();
        return newest;
    }

    private SavedConstitution Needed(ConstitutionId id) => Find(id) ?? throw Missing();

    private static UserFacingException Missing() => new("This constitution is not in the library.");

    private static string CheckName(string name)
    {
        string trimmed = name?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => throw new UserFacingException("A constitution needs a name: write at least one letter."),
            > LongestName => throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A name may have {LongestName} characters; this one has {trimmed.Length}.")),
            _ => trimmed,
        };
    }

    private static string CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestText
            ? text
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A constitution may have {LongestText:N0} characters; this one has {text.Length:N0}."));
    }

    private static string CheckNote(string? note)
    {
        string trimmed = note?.Trim() ?? "";
        return trimmed.Length <= LongestNote
            ? trimmed
            : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"A note may have {LongestNote} characters; this one has {trimmed.Length}."));
    }
}
