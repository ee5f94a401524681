using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.People;

/// <summary>Keeps a person's page where somebody else is: at their cell, at their branch. Whatever the person does that moves the page ends it.</summary>
public sealed class Following
{
    private readonly NotebookSession _session;
    private readonly Action<CellId> _goTo;
    private CellId? _at;

    /// <param name="goTo">Brings a cell into view and makes it the active one.</param>
    public Following(NotebookSession session, Action<CellId> goTo)
    {
        ArgumentNullException.ThrowIfNull(session);
        _session = session;
        _goTo = goTo;
        session.Moving += () => Stop();
    }

    /// <summary>Whom the page follows; null where it goes its own way.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>Begins to follow somebody, or, asked again, ends it.</summary>
    public Task ToggleAsync(PersonId person)
    {
        if (Person == person)
        {
            Stop();
            return Task.CompletedTask;
        }

        (Person, _at) = (person, null);
        return StepAsync();
    }

    /// <summary>Goes on one's own from here. False where nobody was followed.</summary>
    public bool Stop()
    {
        bool followed = Person is not null;
        Person = null;
        return followed;
    }

    /// <summary>The person made another cell the active one.</summary>
    public void Activated(CellId cell)
    {
        if (cell != _at)
        {
            Stop();
        }
    }

    /// <summary>Goes where the other one is by now. Ends when they left.</summary>
    public async Task StepAsync()
    {
        if (Person is not { } person || _session.Past is not null)
        {
            return;
        }

        if (_session.People.FirstOrDefault(presence => presence.Person == person) is not { Name: not null } there)
        {
            Stop();
            _session.Toasts.Say($"{_session.NameOf(person)} left. You go on your own.");
            return;
        }

        if (there.Cell is { } cell && cell != _at && _session.State.Order.Contains(cell))
        {
            _at = cell;
            _goTo(cell);
        }

        foreach (WriteCell text in _session.State.Order.Select(_session.WriteCell).OfType<WriteCell>())
        {
            if (text.Tree.Focus.TryGetValue(person, out BranchId? theirs) && text.Tree.Focus.GetValueOrDefault(_session.Me) != theirs)
            {
                await _session.StoreAsync(new FocusBranch(text.Id, theirs) { By = _session.Me });
            }
        }
    }
}
