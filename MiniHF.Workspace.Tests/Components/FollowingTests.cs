using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.People;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Notebooks;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>Ada's page follows Ben.</summary>
public sealed class FollowingTests
{
    private static readonly PersonId s_ada = NotebookScript.Ada;
    private static readonly PersonId s_ben = NotebookScript.Ben;

    private readonly NotebookScript _script = new();
    private readonly List<CellId> _shown = [];
    private readonly BranchId _root;
    private readonly BranchId _next;
    private readonly NotebookSession _session;
    private readonly Following _following;

    public FollowingTests()
    {
        _root = _script.Write(s_ada, null, "Once");
        _next = _script.Write(s_ben, _root, " upon");
        _session = new NotebookSession(s_ada, DoAsync, _ => null, _ => "Ben", new Toasts(TimeProvider.System), CancellationToken.None) { State = _script.State };
        _session.People = [new Presence(s_ada, "Ada"), new Presence(s_ben, "Ben") { Cell = NotebookScript.WriteCellId }];
        _following = new Following(_session, _shown.Add);
    }

    [Fact]
    public async Task Follow_Somebody_GoesToTheirCellAndBranch()
    {
        await GoAsync(s_ada, _root);

        await _following.ToggleAsync(s_ben);

        Assert.Equal((_next, (PersonId?)s_ben), (_session.WriteCell(NotebookScript.WriteCellId)?.Tree.FocusOf(s_ada)?.Id, _following.Person));
        Assert.Equal([NotebookScript.WriteCellId], _shown);
    }

    [Fact]
    public async Task Follow_ThenGoElsewhere_Ends()
    {
        await _following.ToggleAsync(s_ben);

        await _session.TryAsync(new FocusBranch(NotebookScript.WriteCellId, _root) { By = s_ada });
        await GoAsync(s_ben, _root);
        await GoAsync(s_ben, _next);
        await _following.StepAsync();

        Assert.Equal((null, (BranchId?)_root), (_following.Person, _session.WriteCell(NotebookScript.WriteCellId)?.Tree.FocusOf(s_ada)?.Id));
    }

    [Fact]
    public async Task Follow_ThenTakeUpAnotherCell_Ends()
    {
        await _following.ToggleAsync(s_ben);

        _following.Activated(NotebookScript.WriteCellId);
        PersonId? still = _following.Person;
        _following.Activated(CellId.New());

        Assert.Equal((s_ben, null), (still, _following.Person));
    }

    [Fact]
    public async Task Follow_UntilTheyLeave_SaysSo()
    {
        await _following.ToggleAsync(s_ben);

        _session.People = [new Presence(s_ada, "Ada")];
        await _following.StepAsync();

        Assert.Null(_following.Person);
    }

    private async Task GoAsync(PersonId person, BranchId branch) =>
        await DoAsync(new FocusBranch(NotebookScript.WriteCellId, branch) { By = person }, CancellationToken.None);

    private Task DoAsync(NotebookCommand command, CancellationToken ct)
    {
        _script.Do(command);
        _session.State = _script.State;
        return Task.CompletedTask;
    }
}
