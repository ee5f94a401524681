using System.Security.Cryptography;
using MiniHF.Workspace.EventStore.Ladder;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>
/// Folds one stream from its first event on and compares every state on record on the way; and from each state that is kept, up to the next one,
/// whether what it goes on to is the same.
/// </summary>
internal sealed class StreamCheck(IStreamFold fold, Guid id, IReadOnlyList<StoredEvent> events)
{
    private const string MadeAgain = "`db rebuild` makes it again.";

    private readonly List<StoreFault> _faults = [];
    private readonly List<long> _others = [];
    private object? _state = fold.Initial;
    private (object? State, long Version)? _resumed;
    private byte[]? _chain;
    private bool _isChainKnown = true;

    /// <summary>Kept states that were compared.</summary>
    public int Snapshots { get; private set; }

    /// <summary>Rungs that were compared, with a state or without.</summary>
    public int Rungs { get; private set; }

    /// <summary>What people call the thing the stream is of.</summary>
    public string? Title { get; private set; }

    /// <param name="newest">The snapshot that pages open from; null where there is none.</param>
    /// <param name="rungs">The ladder, in order.</param>
    public IReadOnlyList<StoreFault> Run(IntegrityStatements.Snapshot? newest, IReadOnlyList<Rung> rungs, CancellationToken ct)
    {
        Dictionary<long, Rung> ladder = rungs.ToDictionary(rung => rung.Version);
        long top = rungs.Count == 0 ? 0 : rungs[^1].Version;
        foreach (StoredEvent stored in events)
        {
            ct.ThrowIfCancellationRequested();
            if (!TryEvolve(stored))
            {
                break;
            }

            bool isRung = stored.Version <= top && SnapshotLadder.IsRung(stored.Version);
            bool isNewest = newest?.Version == stored.Version;
            if (isRung || isNewest)
            {
                byte[] data = fold.Serialize(_state);
                CompareResumed(stored.Version, data);
                if (isRung)
                {
                    Compare(stored.Version, ladder.GetValueOrDefault(stored.Version), data);
                }

                if (isNewest && newest is not null)
                {
                    Compare(newest, data);
                }
            }
        }

        CompareEnd();
        CheckStrays(newest, rungs);
        Rungs = rungs.Count;
        AddOthers();
        Title = fold.TitleOf(_state);
        return _faults;
    }

    private bool TryEvolve(StoredEvent stored)
    {
        try
        {
            _state = fold.Evolve(_state, stored);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it keeps the stream from being opened: that is the finding.
            Add("event", stored.Version, $"this {stored.Type} cannot be folded: {e.Message.ReplaceLineEndings(" ")}");
            return false;
        }

        if (_resumed is { } resumed)
        {
            try
            {
                _resumed = (fold.Evolve(resumed.State, stored), resumed.Version);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Add("snapshot", resumed.Version, $"event {stored.Version} cannot be folded onto it: {e.Message.ReplaceLineEndings(" ")}. {MadeAgain}");
                _resumed = null;
            }
        }

        return true;
    }

    private void Compare(long version, Rung? rung, byte[] data)
    {
        byte[] hash = SHA256.HashData(data);
        if (rung is null)
        {
            if (_isChainKnown)
            {
                Add("state", version, $"the record of states has a hole here. {MadeAgain}");
            }

            _isChainKnown = false;
            return;
        }

        _chain = LadderChain.Of(_chain, id, fold.Name, fold.SchemaVersion, version, rung.Seal, hash);
        bool isSame = rung.Hash.AsSpan().SequenceEqual(hash);
        if (!rung.Holds)
        {
            Add("snapshot", version, $"it ends in an event that is not there, or not sealed as it was. {MadeAgain}");
        }
        else if (!isSame)
        {
            _others.Add(version);
        }
        else if (_isChainKnown && !rung.Chain.AsSpan().SequenceEqual(_chain))
        {
            Add("chain", version, $"the value that links this state to the ones before is not what was written. {MadeAgain}");
        }

        if (rung.Data is { } packed)
        {
            byte[]? kept = PackedState.Unpack(packed);
            Resume(version, kept is not null && kept.AsSpan().SequenceEqual(data), isSame ? kept is null || !Hashes(kept, rung.Hash) : null, kept);
        }
    }

    private void Compare(IntegrityStatements.Snapshot newest, byte[] data)
    {
        if (!newest.Holds)
        {
            Add("snapshot", newest.Version, $"it ends in an event that is not there, or not sealed as it was. {MadeAgain}");
            return;
        }

        Resume(newest.Version, newest.Data.AsSpan().SequenceEqual(data), !Hashes(newest.Data, newest.Hash), newest.Data);
    }

    /// <param name="isSame">Whether the kept state is what the events give.</param>
    /// <param name="isDamaged">Whether it is not even what was saved; null where nothing is to be said of it.</param>
    private void Resume(long version, bool isSame, bool? isDamaged, byte[]? kept)
    {
        Snapshots++;
        if (!isSame || kept is null)
        {
            if (isDamaged is { } damaged)
            {
                Add("snapshot", version, damaged ? $"its bytes are not those that were saved. {MadeAgain}" : $"it is not the state that its events give. {MadeAgain}");
            }

            return;
        }

        try
        {
            _resumed = (fold.Untyped.Deserialize(kept), version);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Add("snapshot", version, $"it cannot be read: {e.Message.ReplaceLineEndings(" ")}. {MadeAgain}");
            _resumed = null;
        }
    }

    private void CompareResumed(long version, byte[] data)
    {
        if (_resumed is { } resumed && !fold.Serialize(resumed.State).AsSpan().SequenceEqual(data))
        {
            Add("snapshot", resumed.Version, $"going on from it gives another state at event {version} than folding from the first event. {MadeAgain}");
            _resumed = null;
        }
    }

    private void CompareEnd()
    {
        if (_resumed is not null && events.Count > 0)
        {
            CompareResumed(events[^1].Version, fold.Serialize(_state));
        }
    }

    private void CheckStrays(IntegrityStatements.Snapshot? newest, IReadOnlyList<Rung> rungs)
    {
        long last = events.Count == 0 ? 0 : events[^1].Version;
        foreach (long stray in rungs.Select(rung => rung.Version).Where(version => version > last || !SnapshotLadder.IsRung(version)))
        {
            Add("state", stray, "a state is on record where none belongs. `db rebuild` removes it.");
        }

        if (newest?.Version > last)
        {
            Add("snapshot", newest.Version, "it ends in an event that is not there, or not sealed as it was. `db rebuild` removes it.");
        }
    }

    /// <summary>Where one state differs, those after it mostly do: they are one finding.</summary>
    private void AddOthers()
    {
        if (_others.Count > 0)
        {
            string more = _others.Count > 1 ? $", and at {_others.Count - 1} later ones" : "";
            Add(
                "state",
                _others[0],
                $"the events give another state here than the one on record{more}. Where an event is named too, restore a backup; else {MadeAgain[..^1]}, and if it comes back, tell whoever gave you this build.");
        }
    }

    private static bool Hashes(byte[] data, byte[] hash) => SHA256.HashData(data).AsSpan().SequenceEqual(hash);

    private void Add(string kind, long version, string words) => _faults.Add(new StoreFault(kind, id, version, words));
}
