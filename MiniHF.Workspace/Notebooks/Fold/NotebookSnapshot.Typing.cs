using System.Collections.Immutable;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Fold;

internal static partial class NotebookSnapshot
{
    private static void Write(SnapshotWriter writer, ImmutableDictionary<Guid, long> typed)
    {
        writer.Write(typed.Count);
        foreach ((Guid journal, long number) in typed.OrderBy(pair => pair.Key))
        {
            writer.Write(journal);
            writer.Write(number);
        }
    }

    private static ImmutableDictionary<Guid, long> ReadTyped(ref SnapshotReader reader)
    {
        ImmutableDictionary<Guid, long>.Builder typed = ImmutableDictionary.CreateBuilder<Guid, long>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            Guid journal = reader.ReadGuid();
            typed.Add(journal, reader.ReadLong());
        }

        return typed.ToImmutable();
    }

    private static void Write(SnapshotWriter writer, ImmutableList<TextEdit> edits)
    {
        writer.Write(edits.Count);
        foreach (TextEdit edit in edits)
        {
            writer.Write(edit.Change.Steps.Length);
            foreach (TextStep step in edit.Change.Steps)
            {
                writer.Write(step.Keep);
                writer.Write(step.Drop);
                writer.Write(step.Put);
            }

            writer.Write(edit.Mark is not null);
            if (edit.Mark is { } mark)
            {
                writer.WriteRepeated(mark.Journal);
                writer.Write(mark.Number);
            }

            writer.Write(edit.TakesBack is not null);
            if (edit.TakesBack is { } range)
            {
                writer.Write(range.First);
                writer.Write(range.Last);
            }
        }
    }

    private static ImmutableList<TextEdit> ReadEdits(ref SnapshotReader reader)
    {
        int count = reader.ReadInt();
        if (count == 0)
        {
            return [];
        }

        ImmutableList<TextEdit>.Builder edits = ImmutableList.CreateBuilder<TextEdit>();
        for (; count > 0; count--)
        {
            edits.Add(new TextEdit(
                ReadChange(ref reader),
                reader.ReadBool() ? new TypingMark(reader.ReadRepeated<Guid>(), reader.ReadLong()) : null,
                reader.ReadBool() ? new EditRange(reader.ReadInt(), reader.ReadInt()) : null));
        }

        return edits.ToImmutable();
    }

    private static TextChange ReadChange(ref SnapshotReader reader)
    {
        TextStep[] steps = new TextStep[reader.ReadInt()];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = new TextStep(reader.ReadInt(), reader.ReadText(), reader.ReadText());
        }

        return new TextChange([.. steps]);
    }
}
