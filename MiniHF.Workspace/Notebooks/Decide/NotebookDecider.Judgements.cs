using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private const int LongestComment = 4_000;

    private static NotebookEvent[] Give(GiveJudgement give, NotebookState state)
    {
        if (state.Judgements.ContainsKey(give.Judgement))
        {
            return [];
        }

        BranchTree tree = WriteCellOf(state, give.Text).Tree;
        Branch[] shown = [.. give.Shown.Select(id => BranchOf(tree, id))];
        foreach (Branch branch in shown)
        {
            RefuseWhileGrowing(branch);
        }

        CheckShown(give.Protocol, shown);
        CheckValues(give.Protocol, shown.Length, give.Values);
        string? comment = CheckComment(give.Comment);
        if (give.Protocol == JudgementProtocol.Comment && comment is null)
        {
            return [];
        }

        JudgementGiven given = new(give.Judgement, give.Text, give.Protocol, give.Shown, give.Values, give.Blind, give.Seed, give.Asked, comment, RepeatedBy(give, state))
        {
            By = give.By,
        };
        if (give.Protocol != JudgementProtocol.Thumb || give.Values.Count == 0)
        {
            return [given];
        }

        // A thumb is the branch's, wherever it was given; the words beside it are a judgement of their own. The thumb comes first: to undo the command is to undo it.
        NotebookEvent[] thumb = Rate(new RateBranch(give.Text, give.Shown[0], (Thumb)give.Values[0]) { By = give.By }, state);
        return comment is null ? thumb : [.. thumb, given with { Protocol = JudgementProtocol.Comment, Values = [] }];
    }

    /// <summary>Of one's own first judgement of the same two texts; anything else is a first one itself.</summary>
    private static JudgementId? RepeatedBy(GiveJudgement give, NotebookState state) =>
        give is { Repeats: { } id, Protocol: JudgementProtocol.Pair }
        && state.Judgements.GetValueOrDefault(id) is { Protocol: JudgementProtocol.Pair, Repeats: null } first
        && first.By == give.By
        && first.Shown.Reverse().SequenceEqual(give.Shown)
            ? id
            : null;

    private static NotebookEvent[] Revise(ReviseJudgement revise, NotebookState state)
    {
        Judgement judgement = OwnJudgement(state, revise.Judgement, revise);
        if (judgement.Retracted)
        {
            throw new UserFacingException("This judgement was taken back. Undo that, or judge the texts again.");
        }

        CheckValues(judgement.Protocol, judgement.Shown.Length, revise.Values);
        string? comment = CheckComment(revise.Comment);
        if (judgement.Protocol == JudgementProtocol.Thumb && revise.Values.Count > 0)
        {
            throw new UserFacingException("A thumb is given on the branch itself.");
        }

        return judgement.Values.SequenceEqual(revise.Values) && judgement.Comment == comment
            ? []
            : [new JudgementRevised(judgement.Id, revise.Values, comment) { By = revise.By }];
    }

    private static NotebookEvent[] Retract(RetractJudgement retract, NotebookState state) =>
        OwnJudgement(state, retract.Judgement, retract).Retracted == retract.Retracted
            ? []
            : [new JudgementRetracted(retract.Judgement, retract.Retracted) { By = retract.By }];

    private static Judgement OwnJudgement(NotebookState state, JudgementId id, NotebookCommand command)
    {
        Judgement judgement = state.Judgements.GetValueOrDefault(id) ?? throw new UserFacingException("This judgement is not in the notebook.");
        return judgement.By == command.By ? judgement : throw new UserFacingException("Only who gave a judgement can change it.");
    }

    private static void CheckShown(JudgementProtocol protocol, Branch[] shown)
    {
        (int least, int most) = protocol switch
        {
            JudgementProtocol.Pair => (2, 2),
            JudgementProtocol.Ranking => (2, RateSettings.MostGroup),
            _ => (1, 1),
        };
        if (shown.Length < least || shown.Length > most || shown.DistinctBy(branch => branch.Id).Count() != shown.Length)
        {
            throw new UserFacingException($"So many texts cannot be judged like this: {shown.Length}.");
        }

        if (shown.Any(branch => branch.Parent != shown[0].Parent))
        {
            throw new UserFacingException("Only texts that follow the same one can be compared.");
        }
    }

    private static void CheckValues(JudgementProtocol protocol, int shown, IReadOnlyList<int> values)
    {
        bool holds = values.Count == 0 || (values.Count == shown && protocol switch
        {
            JudgementProtocol.Thumb => values[0] is 1 or -1,
            JudgementProtocol.Score => values[0] is >= 1 and <= 5,
            JudgementProtocol.Pair => values.All(place => place is 1 or 2) && values.Contains(1),
            JudgementProtocol.Ranking => values.All(place => place >= 0 && place <= shown) && values.Count(place => place > 0) >= 2,
            _ => false,
        });
        if (!holds)
        {
            throw new UserFacingException("This is no answer to what was asked.");
        }
    }

    private static string? CheckComment(string? comment)
    {
        string trimmed = comment?.Trim() ?? "";
        return trimmed.Length <= LongestComment
            ? trimmed.Length == 0 ? null : trimmed
            : throw new UserFacingException("A comment may have 4,000 characters. Say it shorter.");
    }
}
