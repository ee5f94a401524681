using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

internal static partial class NotebookSnapshot
{
    private static void Write(SnapshotWriter writer, ImmutableDictionary<JudgementId, Judgement> judgements)
    {
        writer.Write(judgements.Count);
        foreach (Judgement judgement in judgements.Values.OrderBy(judgement => judgement.Id.Value))
        {
            writer.Write(judgement.Id.Value);
            writer.Write(judgement.By.Value);
            writer.Write(judgement.At);
            writer.Write(judgement.Text.Value);
            writer.Write((int)judgement.Protocol);
            writer.Write(judgement.Shown.Length);
            foreach (BranchId branch in judgement.Shown)
            {
                writer.Write(branch.Value);
            }

            writer.Write(judgement.Values.AsSpan());
            writer.Write(judgement.Blind);
            writer.Write(judgement.Seed);
            writer.Write(judgement.Asked?.Value);
            writer.WriteOptional(judgement.Comment);
            writer.Write(judgement.Retracted);
            writer.Write(judgement.Given);
            writer.Write(judgement.Said);
            writer.Write(judgement.Repeats?.Value);
        }
    }

    private static ImmutableDictionary<JudgementId, Judgement> ReadJudgements(ref SnapshotReader reader)
    {
        ImmutableDictionary<JudgementId, Judgement>.Builder judgements = ImmutableDictionary.CreateBuilder<JudgementId, Judgement>();
        for (int left = reader.ReadInt(); left > 0; left--)
        {
            Judgement judgement = ReadJudgement(ref reader);
            judgements.Add(judgement.Id, judgement);
        }

        return judgements.ToImmutable();
    }

    private static Judgement ReadJudgement(ref SnapshotReader reader) => new(
        new JudgementId(reader.ReadGuid()),
        new PersonId(reader.ReadGuid()),
        reader.ReadInstant(),
        new CellId(reader.ReadGuid()),
        (JudgementProtocol)reader.ReadInt(),
        [.. ReadBranchIds(ref reader)],
        reader.ReadInts(),
        reader.ReadBool(),
        reader.ReadLong(),
        reader.ReadOptionalGuid() is { } asked ? new CellId(asked) : null,
        reader.ReadOptionalText(),
        reader.ReadBool(),
        reader.ReadGuid(),
        reader.ReadGuid())
    {
        Repeats = reader.ReadOptionalGuid() is { } repeated ? new JudgementId(repeated) : null,
    };
}
