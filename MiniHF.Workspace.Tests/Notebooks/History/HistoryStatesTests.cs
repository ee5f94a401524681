using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.History;

public sealed class HistoryStatesTests
{
    [Fact]
    public void State_AtAnyPosition_InAnyOrder_IsTheFoldUpToThere()
    {
        NotebookScript script = new();
        RandomWriter writer = new(script, 5);
        for (int i = 0; i < 150; i++)
        {
            writer.Step(writer.Person());
        }

        (HistoryStates states, _) = script.Told();
        NotebookState[] expected = [NotebookState.Empty, .. script.History.Select((_, index) => NotebookJson.Refold(script.History.Take(index + 1)))];
        Random random = new(1);
        foreach (int version in Enumerable.Range(0, expected.Length).Concat(Enumerable.Range(0, 200).Select(_ => random.Next(expected.Length))))
        {
            Assert.Equal(NotebookSnapshot.Write(expected[version]), NotebookSnapshot.Write(states.At(version)));
        }
    }

    [Fact]
    public void Steps_OfAStory_AreToldInPlainWords()
    {
        NotebookScript script = new();
        BranchId root = script.Write(Ada, null, "Once upon a time");
        (GrowthId growth, BranchId[] branches) = script.Grow(Ben, root, 2);
        script.Progress(growth, branches[0], " there was a lamp", MiniHF.Engine.Generation.FinishReason.Length);
        script.Do(new RateBranch(WriteCellId, branches[0], Thumb.Up) { By = Ada });
        script.Do(new PruneBranch(WriteCellId, branches[1]) { By = Ben });
        script.Do(new UndoChange { By = Ben });
        script.Do(new NameMoment(4, "Draft") { By = Ada });

        Assert.Equal(
            [
                "began the notebook “Tales”",
                "added a write cell",
                "wrote “Once upon a time”",
                "(went to “Once upon a time”)",
                "grew 2 continuations",
                "(the model finished a continuation)",
                "thumbed up “there was a lamp”",
                "pruned nothing yet",
                "stopped the model",
                "took back: prune",
                "named event 4 “Draft”",
            ],
            script.Told().Steps.Select(step => step.IsChange ? step.Words : $"({step.Words})"));
    }

    [Fact]
    public void Event_ThatDoesNotFollow_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new HistoryStates().Add(new NotebookScript().Stored()[1]));
}
