using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>A notebook in memory: decides, folds, and keeps what happened. Everything in it is fixed by the script that drives it.</summary>
internal sealed class NotebookScript
{
    public static readonly PersonId Ada = new(new Guid("00000000-0000-0000-0000-0000000000aa"));
    public static readonly PersonId Ben = new(new Guid("00000000-0000-0000-0000-0000000000bb"));
    public static readonly Guid Server = new("00000000-0000-0000-0000-000000005e4e");
    public static readonly NotebookId Notebook = new(new Guid("00000000-0000-0000-0000-000000000001"));
    public static readonly CellId WriteCellId = new(Id(2));

    private readonly List<(NotebookEvent Happened, EventOrigin Origin)> _history = [];
    private int _ids = 100;

    public NotebookScript()
    {
        Happen(new NotebookCreated("Tales") { By = PersonId.Workspace });
        Happen(new CellAdded(WriteCellId, CellKind.Write, null) { By = PersonId.Workspace });
    }

    public NotebookState State { get; private set; } = NotebookState.Empty;

    public BranchTree Tree => ((WriteCell)State.Cells[WriteCellId]).Tree;

    public IReadOnlyList<(NotebookEvent Happened, EventOrigin Origin)> History => _history;

    public IReadOnlyList<NotebookEvent> Do(NotebookCommand command)
    {
        command = command with { Id = Next() };
        IReadOnlyList<NotebookEvent> events = NotebookDecider.Decide(command, State, new GrowthFacts(7, "tiny", "hash", Server));
        foreach (NotebookEvent happened in events)
        {
            Happen(happened);
        }

        return events;
    }

    public void Happen(NotebookEvent happened)
    {
        EventOrigin origin = new(Notebook.Value, Next(), DateTimeOffset.UnixEpoch.AddSeconds(_ids));
        _history.Add((happened, origin));
        State = NotebookFold.Evolve(State, happened, origin);
    }

    public BranchId Write(PersonId by, BranchId? parent, string text)
    {
        BranchId branch = new(Next());
        Do(new WriteBranch(WriteCellId, branch, parent, text) { By = by });
        return branch;
    }

    public (GrowthId Growth, BranchId[] Branches) Grow(PersonId by, BranchId parent, int count)
    {
        GrowthId growth = new(Next());
        BranchId[] branches = [.. Enumerable.Range(0, count).Select(_ => new BranchId(Next()))];
        Do(new GrowBranch(growth, WriteCellId, parent, branches) { By = by });
        return (growth, branches);
    }

    public void Progress(GrowthId growth, BranchId branch, string text, MiniHF.Engine.Generation.FinishReason? finish = null) =>
        Happen(new GrowthProgressed(WriteCellId, growth, [new BranchProgress(branch, Tree.Branches[branch].TokenIds.Length, text, [text.Length], [-1f], finish)])
        {
            By = PersonId.Workspace,
        });

    public Guid Next() => Id(_ids++);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
