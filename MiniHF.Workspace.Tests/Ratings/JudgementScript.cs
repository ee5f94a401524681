using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Ratings;
using MiniHF.Workspace.Tests.Notebooks;

namespace MiniHF.Workspace.Tests.Ratings;

/// <summary>A notebook with one beginning, continuations of it, and a rate cell.</summary>
internal sealed class JudgementScript
{
    public JudgementScript(int continuations = 4)
    {
        Root = Script.Write(NotebookScript.Ada, null, "Once upon a time");
        Texts = Grow(Root, continuations);
        Rate = new CellId(Script.Next());
        Script.Do(new AddCell(Rate, CellKind.Rate, NotebookScript.WriteCellId) { By = NotebookScript.Ada });
        Set(Settings with { Again = 0 });
    }

    public NotebookScript Script { get; } = new();

    public BranchId Root { get; }

    public BranchId[] Texts { get; }

    public CellId Rate { get; }

    public NotebookState State => Script.State;

    public RateSettings Settings => ((RateCell)State.Cells[Rate]).Settings;

    public IEnumerable<Judgement> Judgements => State.Judgements.Values.OrderBy(judgement => judgement.Id.Value);

    public BranchId[] Grow(BranchId parent, int count)
    {
        (GrowthId growth, BranchId[] branches) = Script.Grow(NotebookScript.Ada, parent, count);
        foreach (BranchId branch in branches)
        {
            Script.Progress(growth, branch, $" text {Array.IndexOf(branches, branch) + 1} after {parent.Value:N}", FinishReason.Length);
        }

        return branches;
    }

    public void Set(RateSettings settings) => Script.Do(new ConfigureCell(Rate, settings) { By = NotebookScript.Ada });

    public RatingQueue Queue(PersonId rater) => RatingQueue.Of(State, Settings, Rate, rater);

    public JudgementId Give(PersonId by, JudgementProtocol protocol, BranchId[] shown, int[] values, string? comment = null)
    {
        JudgementId id = new(Script.Next());
        Script.Do(new GiveJudgement(id, NotebookScript.WriteCellId, protocol, shown, values, true, 7, Rate, comment) { By = by });
        return id;
    }
}
