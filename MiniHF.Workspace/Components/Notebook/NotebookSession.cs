using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Evaluating;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>One person's page of one notebook: what they see and how what they do gets stored.</summary>
/// <param name="me">Who it is.</param>
/// <param name="execute">Stores a command.</param>
/// <param name="streamOf">The text of a growing branch as of now.</param>
/// <param name="nameOf">A person's name.</param>
/// <param name="toasts">Where faults and undo offers are shown.</param>
public sealed partial class NotebookSession(
    PersonId me,
    Func<NotebookCommand, CancellationToken, Task> execute,
    Func<BranchId, StreamedText?> streamOf,
    Func<PersonId, string> nameOf,
    Toasts toasts,
    CancellationToken closed)
{
    private readonly Dictionary<CellId, WriteCellActions> _actions = [];
    private readonly Dictionary<CellId, CellWork?> _told = [];
    private (NotebookState? State, IReadOnlyDictionary<CellId, CellWork> Works) _works = (null, new Dictionary<CellId, CellWork>());

    public PersonId Me { get; } = me;

    public Toasts Toasts { get; } = toasts;

    /// <summary>Cancelled when the page goes.</summary>
    public CancellationToken Closed { get; } = closed;

    /// <summary>Raised when the page turns to another moment, or what it shows of one changes, or of what runs outside of the notebook.</summary>
    public event Action? MomentChanged;

    /// <summary>Raised when this person goes to another branch, or writes: whatever else led the page lets go of it.</summary>
    public event Action? Moving;

    /// <summary>What the page shows: the notebook as it is now, or as it was at <see cref="Past"/>. Set to what it is now.</summary>
    public NotebookState State
    {
        get => Past?.State ?? Now;
        set => Now = value;
    }

    /// <summary>The notebook as it is now, whatever the page shows.</summary>
    public NotebookState Now { get; private set; } = NotebookState.Empty;

    /// <summary>Which version of the notebook <see cref="Now"/> is.</summary>
    public long Version { get; set; }

    /// <summary>The moment the page shows; null for now.</summary>
    public PastMoment? Past { get; private set; }

    /// <summary>The notebook as this server has it, which the page may be a moment behind.</summary>
    public Func<NotebookState>? Newest { get; init; }

    /// <summary>Makes <see cref="Newest"/> what the store has, another server's changes too.</summary>
    public Func<CancellationToken, Task> CatchUp { get; init; } = _ => Task.CompletedTask;

    /// <summary>Words of this person's that became a branch of their own a moment ago.</summary>
    public TypedAside? TypedAside { get; set; }

    /// <summary>A cell this person has just opened and that has not taken the keyboard yet.</summary>
    public CellId? Opened { get; set; }

    /// <summary>The newest score of each branch shown.</summary>
    public BranchScores Scores
    {
        get
        {
            if (!ReferenceEquals(field.Evaluations, State.Evaluations))
            {
                field = BranchScores.Of(State);
            }

            return field;
        }
    } = BranchScores.Of(NotebookState.Empty);

    /// <summary>What this person may do in the notebook.</summary>
    public NotebookRole Role { get; set; } = NotebookRole.Owner;

    /// <summary>Whether this person may change the text and the cells.</summary>
    public bool CanWrite => Role >= NotebookRole.Writer;

    /// <summary>Whether this person may say what they make of texts.</summary>
    public bool CanRate => Role >= NotebookRole.Rater;

    /// <summary>Who has the notebook open, this person too.</summary>
    public IReadOnlyList<Presence> People { get; set; } = [];

    /// <summary>The models to choose from.</summary>
    public IReadOnlyList<ModelEntry> Models { get; set; } = [];

    /// <summary>Adds a model directory and gives its name; throws a <see cref="UserFacingException"/> where it is none.</summary>
    public Func<string, CancellationToken, Task<string>> AddModel { get; init; } = (_, _) => throw new UserFacingException("Models cannot be added here.");

    /// <summary>The adapters to choose from, of all models.</summary>
    public IReadOnlyList<AdapterEntry> Adapters { get; set; } = [];

    /// <summary>Adds an adapter directory and gives its name; throws a <see cref="UserFacingException"/> where it is none.</summary>
    public Func<AdapterToAdd, CancellationToken, Task<string>> AddAdapter { get; init; } = (_, _) => throw new UserFacingException("Adapters cannot be added here.");

    /// <summary>Takes an adapter off the list by its name; throws a <see cref="UserFacingException"/> where it cannot.</summary>
    public Func<string, CancellationToken, Task> RemoveAdapter { get; init; } = (_, _) => throw new UserFacingException("Adapters cannot be removed here.");

    /// <summary>The continuations a search is writing as of now.</summary>
    public Func<SearchId, SearchDraft?> DraftOf
    {
        get => Past is null ? field : static _ => null;
        init;
    } = _ => null;

    /// <summary>What runs in a cell, or ran there last; null where nothing ever did.</summary>
    public CellWork? WorkOf(CellId cell)
    {
        if (!ReferenceEquals(_works.State, State))
        {
            _works = (State, CellWorks.Of(State));
        }

        return _works.Works.GetValueOrDefault(cell) ?? _told.GetValueOrDefault(cell);
    }

    /// <summary>Tells what runs, or ran at the moment shown, in a cell whose work is a stream of its own: a training run.</summary>
    public void Tell(CellId cell, CellWork? work)
    {
        if (!Equals(_told.GetValueOrDefault(cell), work))
        {
            _told[cell] = work;
            MomentChanged?.Invoke();
        }
    }

    public StreamedText? StreamOf(BranchId branch) => Past is null ? streamOf(branch) : null;

    public string NameOf(PersonId person) => person == Me ? "you" : nameOf(person);

    /// <summary>What this person can do in a write cell.</summary>
    public WriteCellActions ActionsOf(CellId cell)
    {
        if (!_actions.TryGetValue(cell, out WriteCellActions? actions))
        {
            _actions[cell] = actions = new WriteCellActions(this, cell);
        }

        return actions;
    }

    /// <summary>A write cell as it stands; null once it is gone.</summary>
    public WriteCell? WriteCell(CellId cell) => State.Cells.GetValueOrDefault(cell) as WriteCell;

    /// <summary>Turns the page to a moment of the past, or with null back to now.</summary>
    public void Show(PastMoment? past)
    {
        if (!Equals(past, Past))
        {
            Past = past;
            MomentChanged?.Invoke();
        }
    }

    /// <summary>
    /// Stores a command. A reason it cannot be done is shown, and false returned. While the page shows the past nothing can be changed;
    /// one can look around in it.
    /// </summary>
    public Task<bool> TryAsync(NotebookCommand command)
    {
        if (command is FocusBranch or WriteBranch or EditBranch)
        {
            Moving?.Invoke();
        }

        return Past is { } past ? Task.FromResult(TryInPast(past, command)) : StoreAsync(command);
    }

    /// <summary>Stores a command in the notebook as it is now, whatever the page shows.</summary>
    public async Task<bool> StoreAsync(NotebookCommand command)
    {
        try
        {
            await execute(command, Closed);
            return true;
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
            return false;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Stores what was typed, in the notebook as it is now, and tells what else happened to the text. A fault is in the answer: the browser keeps the words.</summary>
    /// <param name="asideExpected">Whether the person knows that their words become a branch beside the one they edit.</param>
    public async Task<TypingAnswer> TypeAsync(CellId cell, TypingRequest request, bool asideExpected = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Change is { IsDefaultOrEmpty: false })
        {
            Moving?.Invoke();
        }

        Func<NotebookState> newest = Newest ?? (() => Now);
        TypingAnswer answer = await new TypingDesk(execute, newest, CatchUp).AnswerAsync(Me, cell, request, Closed);
        if (answer.Stored && answer.Branch != request.Branch && !asideExpected)
        {
            Branch? typed = (newest().Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(new BranchId(request.Branch));
            TypedAside = new TypedAside(cell, new BranchId(request.Branch), new BranchId(answer.Branch), ReasonOf(typed));
        }

        return answer;
    }

    private static string ReasonOf(Branch? branch) => branch switch
    {
        null => "The text this continued is not here any more. Your words are in a branch of their own.",
        { Pruned: true } => "This text was put aside while you wrote. Your words are in a branch of their own, beside it.",
        { Children.IsEmpty: false } => "This text was grown from while you wrote. Your words are in a branch of their own, beside it.",
        _ => "Somebody replaced the same words while you wrote. Yours are in a branch of their own, beside theirs.",
    };

    private bool TryInPast(PastMoment past, NotebookCommand command)
    {
        try
        {
            if (past.LookAround(command) is { } turned)
            {
                Show(turned);
                return true;
            }
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
            return false;
        }

        Refuse();
        return false;
    }

    /// <summary>Says what can be done instead, where the page shows the past or the person may not write. True when so, and nothing must be begun that would change something.</summary>
    public bool RefusesChanges()
    {
        if (Past is not null)
        {
            Refuse();
        }
        else if (!CanWrite)
        {
            Toasts.Say($"You can {PeopleWords.May(Role)} here, not write. Ask an owner of the notebook to make you a writer.");
        }

        return Past is not null || !CanWrite;
    }

    private void Refuse()
    {
        Toasts.Say(
            "You look at the past: return to now, or go on from here in a notebook of its own.",
            "Return to now",
            () =>
            {
                Show(null);
                return Task.CompletedTask;
            });
    }

    /// <summary>Stores a command and offers to take it back: it and nothing else, whatever was done since.</summary>
    public async Task TryWithUndoAsync(NotebookCommand command, string said)
    {
        if (await TryAsync(command))
        {
            Toasts.Say(said, "Undo", () => UndoAsync(new UndoChange(command.Id) { By = Me }));
        }
    }
}
