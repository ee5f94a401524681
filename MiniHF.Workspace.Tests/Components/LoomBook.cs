using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>A notebook in memory with one write cell: the real decisions and the real fold, without a store or a model.</summary>
internal sealed class LoomBook
{
    private readonly NotebookId _id = NotebookId.New();
    private readonly Dictionary<BranchId, StreamedText> _streams = [];

    public LoomBook()
    {
        Toasts = new Toasts(TimeProvider.System);
        Session = new NotebookSession(Me, ExecuteAsync, branch => _streams.TryGetValue(branch, out StreamedText text) ? text : null, _ => "Wren", Toasts, default);
        Apply(new NotebookCreated("The clockmaker") { By = Me });
        Do(new AddCell(Cell, CellKind.Write, null) { By = Me });
        Actions = Session.ActionsOf(Cell);
    }

    public PersonId Me { get; } = PersonId.New();

    public PersonId Other { get; } = PersonId.New();

    public CellId Cell { get; } = CellId.New();

    public Toasts Toasts { get; }

    public NotebookSession Session { get; }

    public WriteCellActions Actions { get; }

    /// <summary>Every command that was stored, oldest first.</summary>
    public List<NotebookCommand> Commands { get; } = [];

    public BranchTree Tree => Session.WriteCell(Cell)?.Tree ?? throw new InvalidOperationException("The cell is gone.");

    public WriteCell Write => Session.WriteCell(Cell) ?? throw new InvalidOperationException("The cell is gone.");

    public Branch this[BranchId branch] => Tree.Branches[branch];

    /// <summary>Writes a branch as this person; it becomes the focus.</summary>
    public BranchId Type(BranchId? parent, string text)
    {
        BranchId branch = BranchId.New();
        Do(new WriteBranch(Cell, branch, parent, text) { By = Me });
        return branch;
    }

    /// <summary>Lets a model write these continuations, to the end.</summary>
    public BranchId[] Grow(BranchId parent, params string[] texts)
    {
        (GrowthId growth, BranchId[] branches) = Begin(parent, texts.Length);
        Apply(new GrowthProgressed(Cell, growth, [.. branches.Zip(texts, (branch, text) => Progress(branch, text, FinishReason.Length))]) { By = PersonId.Workspace });
        return branches;
    }

    /// <summary>Begins continuations that have no text yet.</summary>
    public (GrowthId Growth, BranchId[] Branches) Begin(BranchId parent, int count)
    {
        GrowthId growth = GrowthId.New();
        BranchId[] branches = [.. Enumerable.Range(0, count).Select(_ => BranchId.New())];
        Apply(new GrowthStarted(growth, Cell, parent, branches, GenerationSettings.Default, 7, "tiny", "hash", Guid.Empty) { By = Me });
        return (growth, branches);
    }

    public void Stream(BranchId branch, string text, int tokens) => _streams[branch] = new StreamedText(text, tokens);

    public void Do(NotebookCommand command)
    {
        int index = 0;
        foreach (NotebookEvent happened in NotebookDecider.Decide(command, Session.Now, new GrowthFacts(7, "tiny", "hash", Guid.Empty)))
        {
            Apply(happened, EventIds.Of(command.Id, index++));
        }

        Commands.Add(command);
    }

    public void Apply(NotebookEvent happened) => Apply(happened, Guid.NewGuid());

    private static BranchProgress Progress(BranchId branch, string text, FinishReason finish) =>
        new(branch, 0, text, [1, 2, 3], [-0.1f, -1.2f, -3f], finish);

    private void Apply(NotebookEvent happened, Guid id)
    {
        Session.State = NotebookFold.Evolve(Session.Now, happened, new EventOrigin(_id.Value, id, new DateTimeOffset(2026, 11, 3, 21, 14, 0, TimeSpan.Zero)));
        Session.Version++;
    }

    private Task ExecuteAsync(NotebookCommand command, CancellationToken ct)
    {
        Do(command);
        return Task.CompletedTask;
    }
}
