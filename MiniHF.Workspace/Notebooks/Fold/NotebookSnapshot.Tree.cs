using System.Collections.Immutable;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

internal static partial class NotebookSnapshot
{
    private static void Write(SnapshotWriter writer, BranchTree tree)
    {
        writer.Write(tree.Branches.Count);
        foreach (Branch branch in tree.Branches.Values.OrderBy(branch => branch.Id.Value))
        {
            Write(writer, branch);
        }

        Write(writer, tree.Roots);
        writer.Write(tree.Focus.Count);
        foreach ((PersonId person, BranchId? focus) in tree.Focus.OrderBy(pair => pair.Key.Value))
        {
            writer.Write(person.Value);
            writer.Write(focus?.Value);
        }

        writer.Write(tree.LastFocus?.Value);
    }

    private static BranchTree ReadTree(ref SnapshotReader reader)
    {
        ImmutableDictionary<BranchId, Branch>.Builder branches = ImmutableDictionary.CreateBuilder<BranchId, Branch>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            Branch branch = ReadBranch(ref reader);
            branches.Add(branch.Id, branch);
        }

        ImmutableList<BranchId> roots = ReadBranchIds(ref reader);
        ImmutableDictionary<PersonId, BranchId?>.Builder focus = ImmutableDictionary.CreateBuilder<PersonId, BranchId?>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            PersonId person = new(reader.ReadGuid());
            focus.Add(person, ReadOptionalBranchId(ref reader));
        }

        return new BranchTree(branches.ToImmutable(), roots, focus.ToImmutable(), ReadOptionalBranchId(ref reader))
        {
            Bookmarks = [.. branches.Values.Where(branch => branch.Bookmarked).Select(branch => branch.Id)],
            Replaced = branches.Values.Count(branch => branch.Became is not null),
        };
    }

    private static void Write(SnapshotWriter writer, Branch branch)
    {
        writer.Write(branch.Id.Value);
        writer.Write(branch.Parent?.Value);
        Write(writer, branch.Children);
        writer.Write(branch.Depth);
        writer.Write((int)branch.Kind);
        writer.Write(branch.Text);
        writer.WriteOptional(branch.OriginalText);
        writer.Write(branch.By.Value);
        writer.Write(branch.At);
        writer.Write(branch.Growth?.Value);
        writer.Write(branch.Index);
        writer.Write(branch.TokenIds.AsSpan());
        writer.Write(branch.LogProbabilities.AsSpan());
        writer.Write((int)branch.Status);
        writer.Write((int?)branch.Finish ?? NotFinished);
        writer.Write(branch.Thumbs.Count);
        foreach ((PersonId person, Thumb thumb) in branch.Thumbs.OrderBy(pair => pair.Key.Value))
        {
            writer.Write(person.Value);
            writer.Write((int)thumb);
        }

        writer.Write(branch.Bookmarked);
        writer.Write(branch.Pruned);
        writer.Write(branch.Collapsed);
        writer.Write(branch.Replaces?.Value);
        writer.Write(branch.Found is not null);
        if (branch.Found is { } found)
        {
            writer.WriteJson(found);
        }

        Write(writer, branch.Edits);
        writer.Write(branch.Editors.Count);
        foreach (PersonId editor in branch.Editors)
        {
            writer.Write(editor.Value);
        }

        bool isPlain = branch is { Name: null, Note: "", Tags.IsEmpty: true, Runs.IsEmpty: true, Became: null };
        writer.Write(!isPlain);
        if (!isPlain)
        {
            writer.WriteJson(branch.Name);
            writer.Write(branch.Note);
            writer.WriteJson(branch.Tags);
            writer.WriteJson(branch.Runs);
            writer.Write(branch.Became?.Value);
        }
    }

    private static Branch ReadBranch(ref SnapshotReader reader)
    {
        Branch branch = ReadPlainBranch(ref reader);
        return !reader.ReadBool()
            ? branch
            : branch with
            {
                Name = reader.ReadOptionalJson<BranchName>(),
                Note = reader.ReadText(),
                Tags = reader.ReadJson<ImmutableArray<string>>(),
                Runs = reader.ReadJson<ImmutableArray<TokenRun>>(),
                Became = ReadOptionalBranchId(ref reader),
            };
    }

    private static Branch ReadPlainBranch(ref SnapshotReader reader) => new(
        new BranchId(reader.ReadGuid()),
        ReadOptionalBranchId(ref reader),
        ReadBranchIds(ref reader),
        reader.ReadInt(),
        (BranchKind)reader.ReadInt(),
        reader.ReadText(),
        reader.ReadOptionalText(),
        new PersonId(reader.ReadGuid()),
        reader.ReadInstant(),
        reader.ReadOptionalGuid() is { } growth ? new GrowthId(growth) : null,
        reader.ReadInt(),
        reader.ReadInts(),
        reader.ReadFloats(),
        (BranchStatus)reader.ReadInt(),
        reader.ReadInt() is var finish and not NotFinished ? (FinishReason)finish : null,
        ReadThumbs(ref reader),
        reader.ReadBool(),
        reader.ReadBool(),
        reader.ReadBool(),
        ReadOptionalBranchId(ref reader))
    {
        Found = reader.ReadBool() ? reader.ReadJson<FoundNode>() : null,
        Edits = ReadEdits(ref reader),
        Editors = ReadEditors(ref reader),
    };

    private static ImmutableDictionary<PersonId, Thumb> ReadThumbs(ref SnapshotReader reader)
    {
        ImmutableDictionary<PersonId, Thumb> thumbs = ImmutableDictionary<PersonId, Thumb>.Empty;
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            PersonId person = new(reader.ReadGuid());
            thumbs = thumbs.Add(person, (Thumb)reader.ReadInt());
        }

        return thumbs;
    }

    private static void Write(SnapshotWriter writer, ImmutableList<BranchId> ids)
    {
        writer.Write(ids.Count);
        foreach (BranchId id in ids)
        {
            writer.Write(id.Value);
        }
    }

    private static ImmutableList<BranchId> ReadBranchIds(ref SnapshotReader reader)
    {
        int count = reader.ReadInt();
        if (count == 0)
        {
            return [];
        }

        BranchId[] ids = new BranchId[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = new BranchId(reader.ReadGuid());
        }

        return [.. ids];
    }

    private static BranchId? ReadOptionalBranchId(ref SnapshotReader reader) => reader.ReadOptionalGuid() is { } id ? new BranchId(id) : null;

    private static ImmutableList<PersonId> ReadEditors(ref SnapshotReader reader)
    {
        int count = reader.ReadInt();
        if (count == 0)
        {
            return [];
        }

        ImmutableList<PersonId>.Builder editors = ImmutableList.CreateBuilder<PersonId>();
        for (; count > 0; count--)
        {
            editors.Add(new PersonId(reader.ReadGuid()));
        }

        return editors.ToImmutable();
    }
}
