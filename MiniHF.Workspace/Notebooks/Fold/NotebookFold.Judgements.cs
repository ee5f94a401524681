using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Judge(NotebookState state, JudgementGiven given, EventOrigin origin) =>
        state.Judgements.ContainsKey(given.Judgement)
        || state.Cells.GetValueOrDefault(given.Text) is not WriteCell text
        || !given.Shown.All(text.Tree.Branches.ContainsKey)
            ? state
            : state with
            {
                Judgements = state.Judgements.Add(given.Judgement, new Judgement(
                    given.Judgement,
                    given.By,
                    origin.At,
                    given.Text,
                    given.Protocol,
                    [.. given.Shown],
                    [.. given.Values],
                    given.Blind,
                    given.Seed,
                    given.Asked,
                    given.Comment,
                    Retracted: false,
                    Given: origin.Event,
                    Said: origin.Event)
                {
                    Repeats = given.Repeats,
                }),
            };

    private static NotebookState Revise(NotebookState state, JudgementRevised revised, EventOrigin origin) =>
        WithJudgement(state, revised.Judgement, judgement => judgement.Values.SequenceEqual(revised.Values) && judgement.Comment == revised.Comment
            ? judgement
            : judgement with { Values = [.. revised.Values], Comment = revised.Comment, Said = origin.Event });

    private static NotebookState Retract(NotebookState state, JudgementRetracted retracted, EventOrigin origin) =>
        WithJudgement(state, retracted.Judgement, judgement => judgement.Retracted == retracted.Retracted
            ? judgement
            : judgement with { Retracted = retracted.Retracted, Said = origin.Event });

    private static NotebookState WithJudgement(NotebookState state, JudgementId id, Func<Judgement, Judgement> change)
    {
        if (state.Judgements.GetValueOrDefault(id) is not { } judgement)
        {
            return state;
        }

        Judgement changed = change(judgement);
        return ReferenceEquals(changed, judgement) ? state : state with { Judgements = state.Judgements.SetItem(id, changed) };
    }
}
