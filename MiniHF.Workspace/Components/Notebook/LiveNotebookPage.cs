using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>A page of one notebook, kept up with everybody's changes while it is open: who may come in, their seat, and what they see.</summary>
public abstract class LiveNotebookPage : LivePage
{
    [Inject]
    public required NotebookLibrary Library { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    protected NotebookEntry Entry { get; private set; }

    /// <summary>The notebook on this server; null while it is not open.</summary>
    protected LiveNotebook? Live { get; private set; }

    /// <summary>What the page shows and does; null while the notebook is not open.</summary>
    protected NotebookSession? Session { get; private set; }

    /// <summary>The person's place, for others to see.</summary>
    protected Seat? Seat { get; private set; }

    /// <summary>Opens the notebook of the address, where it is not the one that is open.</summary>
    protected Task OpenAskedAsync() => Session?.Now.Id.Value == Id ? Task.CompletedTask : OpenAsync();

    protected Task OpenAsync() => LoadAsync(async () =>
    {
        Close(NotebookEntry.Outside);
        PersonId me = await Person.GetAsync();
        try
        {
            if (await Library.OpenAsync(new NotebookId(Id), me, Closed) is not { } notebook)
            {
                Entry = NotebookEntry.Missing;
                return;
            }

            NotebookSession session = await MakeSessionAsync(notebook, me);

            // Meanwhile the page may have been left, or told of its parameters again: one seat is taken, and none that stays behind.
            Closed.ThrowIfCancellationRequested();
            Close(NotebookEntry.Outside);
            (Live, Session, Seat, Entry) = (notebook, session, notebook.Join(me), NotebookEntry.Inside);
            Read(notebook, session);
            Opened(session, Seat);
            Listen(notebook.Subscribe(() => InvokeAsync(Follow)));
            Changed();
        }
        catch (ClosedNotebookException)
        {
            Close(NotebookEntry.Shut);
        }
    });

    /// <summary>What this page lets its person do in the notebook.</summary>
    protected virtual Task<NotebookSession> MakeSessionAsync(LiveNotebook notebook, PersonId me) =>
        Task.FromResult(new NotebookSession(me, notebook.ExecuteAsync, notebook.StreamOf, Accounts.NameOf, Toasts, Closed));

    /// <summary>The notebook is there, and nothing of it was drawn yet.</summary>
    protected virtual void Opened(NotebookSession session, Seat seat)
    {
    }

    /// <summary>Takes the notebook as it is now: one state for the whole page.</summary>
    protected virtual void Read(LiveNotebook notebook, NotebookSession session)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(session);
        session.State = notebook.State;
        session.Version = notebook.Version;
        session.Role = notebook.RoleOf(session.Me) ?? NotebookRole.Reader;
    }

    /// <summary>The notebook was read anew.</summary>
    protected virtual void Changed() => StateHasChanged();

    /// <summary>Lets go of what belongs to the notebook that was open.</summary>
    protected virtual void Left()
    {
    }

    protected override ValueTask LeaveAsync()
    {
        Close(Entry);
        return ValueTask.CompletedTask;
    }

    private void Close(NotebookEntry entry)
    {
        Listen(null);
        Seat?.Dispose();
        Left();
        (Live, Session, Seat, Entry) = (null, null, null, entry);
    }

    private void Follow()
    {
        if (Closed.IsCancellationRequested || Live is not { } notebook || Session is not { } session)
        {
            return;
        }

        if (notebook.RoleOf(session.Me) is null)
        {
            Close(NotebookEntry.Shut);
            StateHasChanged();
            return;
        }

        Read(notebook, session);
        Changed();
    }
}
