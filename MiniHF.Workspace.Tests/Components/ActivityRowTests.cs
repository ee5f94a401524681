using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Tests.Components;

public sealed class ActivityRowTests
{
    private static readonly PersonId s_ada = PersonId.New();
    private static readonly PersonId s_ben = PersonId.New();
    private static readonly CellId s_cell = CellId.New();
    private static readonly BranchId s_one = BranchId.New();
    private static readonly BranchId s_other = BranchId.New();

    [Fact]
    public void Rows_OfTwoPeople_AreNewestFirstUnderTheirNames()
    {
        HistoryStep[] steps = [Step(1, s_ada, 0, "wrote “a”", s_one), Step(2, s_ben, 1, "wrote “b”", s_other), Step(3, s_ada, 30, "wrote “c”", s_other)];

        Assert.Equal(
            [(3, true), (3, false), (2, true), (2, false), (1, true), (1, false)],
            ActivityRow.Of(steps, 10).Select(row => (row.Step.Version, row.IsHeading)));
    }

    [Fact]
    public void Typing_OfOnePassage_IsOneLine()
    {
        HistoryStep[] steps = [Step(1, s_ada, 0, "wrote “O”", s_one), Step(2, s_ada, 1, "edited “Once”", s_one), Step(3, s_ada, 2, "typed “.”", s_one), Step(4, s_ada, 3, "wrote “x”", s_other)];

        Assert.Equal(
            [(4, 1, "wrote “x”"), (3, 3, "edited “Once”")],
            ActivityRow.Of(steps, 10).Where(row => !row.IsHeading).Select(row => (row.Step.Version, row.Times, row.Step.Words)));
    }

    [Fact]
    public void Steps_ThatChangedNothing_AreLeftOut_AndNoMoreAreGivenThanAskedFor()
    {
        HistoryStep[] steps = [.. Enumerable.Range(1, 9).Select(number => Step(number, s_ada, number, $"pruned “{number}”", s_one) with { Kind = StepKind.Arranging, IsChange = number != 9 })];

        Assert.Equal([8L, 7L, 6L], ActivityRow.Of(steps, 3).Where(row => !row.IsHeading).Select(row => row.Step.Version));
    }

    private static HistoryStep Step(long version, PersonId by, int minute, string words, BranchId branch) =>
        new(version, DateTimeOffset.UnixEpoch.AddMinutes(minute), by, StepKind.Writing, words, IsChange: true) { Cell = s_cell, Branch = branch };
}
