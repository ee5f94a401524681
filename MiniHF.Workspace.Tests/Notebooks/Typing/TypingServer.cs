using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>A server that shares its store with another and hears late of what the other stores.</summary>
internal sealed class TypingServer
{
    private readonly TypingStore _store;
    private readonly TypingDesk _desk;
    private NotebookState _state = NotebookState.Empty;
    private int _version;

    public TypingServer(TypingStore store)
    {
        _store = store;
        _desk = new TypingDesk(
            (command, _) =>
            {
                Execute(command);
                return Task.CompletedTask;
            },
            () => _state,
            _ =>
            {
                CatchUp();
                return Task.CompletedTask;
            });
    }

    public NotebookState State => _state;

    public Branch? Find(Guid branch) => ((WriteCell)_state.Cells[TypingStore.Cell]).Tree.Branches.GetValueOrDefault(new BranchId(branch));

    public Task<TypingAnswer> AnswerAsync(PersonId by, TypingRequest request) => _desk.AnswerAsync(by, TypingStore.Cell, request, default);

    /// <summary>Decides on what it knows, and once more where the store knows more.</summary>
    public void Execute(NotebookCommand command)
    {
        while (true)
        {
            IReadOnlyList<NotebookEvent> events = NotebookDecider.Decide(command, _state);
            if (events.Count == 0 || _store.TryAppend(_version, [.. events.Select((happened, index) => (EventIds.Of(command.Id, index), happened))]))
            {
                CatchUp();
                return;
            }

            CatchUp();
        }
    }

    /// <summary>Hears of up to so many events.</summary>
    public void Hear(int events)
    {
        for (; events > 0 && _version < _store.Events.Count; events--)
        {
            (Guid id, NotebookEvent happened) = _store.Events[_version++];
            _state = NotebookFold.Evolve(_state, happened, new EventOrigin(NotebookScript.Notebook.Value, id, DateTimeOffset.UnixEpoch.AddSeconds(_version)));
        }
    }

    public void CatchUp() => Hear(int.MaxValue);

    /// <summary>Comes back with what a snapshot keeps, or with nothing.</summary>
    public void Restart(bool fromSnapshot)
    {
        if (fromSnapshot)
        {
            _state = NotebookSnapshot.Read(NotebookSnapshot.Write(_state));
        }
        else
        {
            (_state, _version) = (NotebookState.Empty, 0);
        }

        CatchUp();
    }
}
