using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

/// <summary>
/// A notebook's state as bytes. Most of a notebook is token ids and log-probabilities, which as JSON take longer to parse than
/// a page may take to open; here they lie as they do in memory.
/// </summary>
internal static partial class NotebookSnapshot
{
    private const int NotFinished = -1;
    private const int Closed = -1;

    /// <summary>The same state gives the same bytes, however it was reached: whatever has no order of its own is written in the order of its ids.</summary>
    public static byte[] Write(NotebookState state)
    {
        SnapshotWriter writer = new();
        writer.Write(state.Id.Value);
        writer.Write(state.Title);
        writer.Write(state.Archived);
        writer.Write(state.Order.Count);
        foreach (CellId id in state.Order)
        {
            writer.Write(id.Value);
        }

        writer.Write(state.Cells.Count);
        foreach (Cell cell in state.Cells.Values.OrderBy(cell => cell.Id.Value))
        {
            Write(writer, cell);
        }

        writer.Write(state.Growths.Count);
        foreach (Growth growth in state.Growths.Values.OrderBy(growth => growth.Id.Value))
        {
            Write(writer, growth);
        }

        // A few hundred entries at most, of many types.
        writer.WriteJson(state.Searches);
        writer.WriteJson(state.Evaluations.Values.OrderBy(evaluation => evaluation.Id.Value).ToArray());
        writer.WriteJson(state.Undo);
        Write(writer, state.Judgements);
        writer.WriteJson(state.Moments);
        writer.WriteJson(state.Origin);
        Write(writer, state.Typed);
        writer.WriteJson(state.People.Members.Values.OrderBy(member => member.Person.Value).ToArray());
        writer.Write(state.People.Everyone is { } everyone ? (int)everyone : Closed);
        writer.Write(state.People.GuestsTune);
        writer.WriteJson(state.Defaults);
        writer.WriteJson(state.Queue);
        writer.WriteJson(state.Refused.OrderBy(refused => refused.Key.Value).ToArray());
        return writer.ToArray();
    }

    /// <exception cref="Exception">The bytes are no state.</exception>
    public static NotebookState Read(byte[] data)
    {
        SnapshotReader reader = new(data);
        NotebookId id = new(reader.ReadGuid());
        string title = reader.ReadText();
        bool archived = reader.ReadBool();
        CellId[] order = new CellId[reader.ReadInt()];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = new CellId(reader.ReadGuid());
        }

        ImmutableDictionary<CellId, Cell>.Builder cells = ImmutableDictionary.CreateBuilder<CellId, Cell>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            Cell cell = ReadCell(ref reader);
            cells.Add(cell.Id, cell);
        }

        ImmutableDictionary<GrowthId, Growth>.Builder growths = ImmutableDictionary.CreateBuilder<GrowthId, Growth>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            Growth growth = ReadGrowth(ref reader);
            growths.Add(growth.Id, growth);
        }

        ImmutableDictionary<SearchId, Search> searches = reader.ReadJson<ImmutableDictionary<SearchId, Search>>();
        CellEvaluation[] evaluations = reader.ReadJson<CellEvaluation[]>();
        UndoHistory undo = reader.ReadJson<UndoHistory>();
        ImmutableDictionary<JudgementId, Judgement> judgements = ReadJudgements(ref reader);
        ImmutableSortedDictionary<long, NamedMoment> moments = reader.ReadJson<ImmutableSortedDictionary<long, NamedMoment>>();
        NotebookOrigin? origin = reader.ReadOptionalJson<NotebookOrigin>();
        ImmutableDictionary<Guid, long> typed = ReadTyped(ref reader);
        Member[] members = reader.ReadJson<Member[]>();
        int everyone = reader.ReadInt();
        bool guestsTune = reader.ReadBool();
        GenerationSettings defaults = reader.ReadJson<GenerationSettings>();
        ImmutableList<QueuedCell> queue = reader.ReadJson<ImmutableList<QueuedCell>>();
        KeyValuePair<CellId, RefusedCell>[] refused = reader.ReadJson<KeyValuePair<CellId, RefusedCell>[]>();
        reader.End();
        return new NotebookState(id, title, archived, [.. order], cells.ToImmutable(), growths.ToImmutable(), searches, undo)
        {
            Evaluations = evaluations.ToImmutableDictionary(evaluation => evaluation.Id),
            Judgements = judgements,
            Moments = moments,
            Origin = origin,
            Typed = typed,
            People = new Membership(members.ToImmutableDictionary(member => member.Person), everyone == Closed ? null : (NotebookRole)everyone) { GuestsTune = guestsTune },
            Defaults = defaults,
            Queue = queue,
            Refused = refused.ToImmutableDictionary(),
        };
    }

    private static void Write(SnapshotWriter writer, Cell cell)
    {
        writer.Write(cell.Id.Value);
        writer.Write(cell.Collapsed);
        writer.Write((int)CellForms.KindOf(cell));
        switch (cell)
        {
            case NoteCell note:
                writer.Write(note.Text);
                Write(writer, note.Edits);
                break;
            case WriteCell write:
                writer.WriteRepeated(write.Settings);
                Write(writer, write.Tree);
                break;
            case WeaveCell weave:
                writer.WriteJson(weave);
                break;
            default:
                writer.WriteJson(cell);
                break;
        }
    }

    private static Cell ReadCell(ref SnapshotReader reader)
    {
        CellId id = new(reader.ReadGuid());
        bool collapsed = reader.ReadBool();
        CellKind kind = (CellKind)reader.ReadInt();
        return kind switch
        {
            CellKind.Note => new NoteCell(id, collapsed, reader.ReadText()) { Edits = ReadEdits(ref reader) },
            CellKind.Write => new WriteCell(id, collapsed, reader.ReadRepeated<GenerationSettings>(), ReadTree(ref reader)),
            CellKind.Weave => reader.ReadJson<WeaveCell>(),
            _ => reader.ReadJson<Cell>(),
        };
    }

    /// <summary>No instant of a notebook is the first of the calendar: that one stands for none.</summary>
    private static DateTimeOffset? ReadOptionalInstant(ref SnapshotReader reader) => reader.ReadInstant() is var instant && instant == default ? null : instant;

    private static void Write(SnapshotWriter writer, Growth growth)
    {
        writer.Write(growth.Id.Value);
        writer.Write(growth.Cell.Value);
        writer.Write(growth.Parent.Value);
        writer.Write(growth.Branches.Length);
        foreach (BranchId branch in growth.Branches)
        {
            writer.Write(branch.Value);
        }

        writer.WriteRepeated(growth.Settings);
        writer.Write(growth.Seed);
        writer.WriteRepeated(growth.Model);
        writer.WriteRepeated(growth.ModelHash);
        writer.Write(growth.Server);
        writer.Write(growth.By.Value);
        writer.Write(growth.At);
        writer.Write((int)growth.Status);
        writer.WriteOptional(growth.Failure);
        writer.WriteRepeated(growth.Adapter);
        writer.WriteRepeated(growth.AdapterId);
        writer.Write(growth.Resumed ?? default);
        writer.Write(growth.Ended ?? default);
        writer.WriteJson(growth.Rewrite);
        writer.Write(growth.BegunOf?.Value);
        writer.Write(growth.BegunAt);
    }

    private static Growth ReadGrowth(ref SnapshotReader reader)
    {
        GrowthId id = new(reader.ReadGuid());
        CellId cell = new(reader.ReadGuid());
        BranchId parent = new(reader.ReadGuid());
        BranchId[] branches = new BranchId[reader.ReadInt()];
        for (int i = 0; i < branches.Length; i++)
        {
            branches[i] = new BranchId(reader.ReadGuid());
        }

        return new Growth(
            id,
            cell,
            parent,
            [.. branches],
            reader.ReadRepeated<GenerationSettings>(),
            reader.ReadLong(),
            reader.ReadRepeated<string>(),
            reader.ReadRepeated<string>(),
            reader.ReadGuid(),
            new PersonId(reader.ReadGuid()),
            reader.ReadInstant(),
            (BranchStatus)reader.ReadInt(),
            reader.ReadOptionalText())
        {
            Adapter = reader.ReadRepeated<string>(),
            AdapterId = reader.ReadRepeated<string>(),
            Resumed = ReadOptionalInstant(ref reader),
            Ended = ReadOptionalInstant(ref reader),
            Rewrite = reader.ReadOptionalJson<RewriteRequest>(),
            BegunOf = ReadOptionalBranchId(ref reader),
            BegunAt = reader.ReadInt(),
        };
    }
}
