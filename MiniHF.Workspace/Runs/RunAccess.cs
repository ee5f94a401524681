using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Runs;

/// <summary>Who may see a run: it shows what it learnt from, so whoever may look into all of its notebooks.</summary>
/// <param name="isGuest">Whether a person came by a notebook's invitation.</param>
/// <param name="stateOf">A notebook as it is now; null where there is none.</param>
internal sealed class RunAccess(NotebookSummaries notebooks, Func<PersonId, bool> isGuest, Func<NotebookId, CancellationToken, Task<NotebookState?>>? stateOf = null)
{
    /// <summary>The notebooks a person may learn from.</summary>
    public Task<IReadOnlyList<NotebookSummary>> ListNotebooksAsync(PersonId reader, CancellationToken ct) => notebooks.ListAsync(reader, isGuest(reader), ct);

    /// <summary>The notebooks closed to a person.</summary>
    public async Task<IReadOnlySet<NotebookId>> HiddenFromAsync(PersonId reader, CancellationToken ct)
    {
        HashSet<NotebookId> hidden = [.. (await notebooks.ListAsync(ct).ConfigureAwait(false)).Select(notebook => notebook.Id)];
        hidden.ExceptWith((await ListNotebooksAsync(reader, ct).ConfigureAwait(false)).Select(notebook => notebook.Id));
        return hidden;
    }

    /// <summary>Whether none of a plan's notebooks is closed to the person.</summary>
    public async Task<bool> MaySeeAsync(RunPlan plan, PersonId reader, CancellationToken ct)
    {
        IEnumerable<NotebookId> used = plan.Sources.OfType<NotebookSource>().Select(source => source.Notebook);
        NotebookId[] all = plan.Notebook is { } begun ? [.. used, begun] : [.. used];
        // A run that learnt from no notebook is the workspace's, and not its guests'.
        return all.Length == 0 ? !isGuest(reader) : !(await HiddenFromAsync(reader, ct).ConfigureAwait(false)).Overlaps(all);
    }

    /// <summary>Whether the person sees what is the workspace's as a whole.</summary>
    public bool IsOfTheWorkspace(PersonId reader) => !isGuest(reader);

    /// <summary>Refuses a run of a guest's where no owner of its notebook let guests tune.</summary>
    /// <exception cref="MiniHF.Engine.UserFacingException">They may not start it.</exception>
    public async Task CheckStartAsync(RunPlan plan, PersonId by, CancellationToken ct)
    {
        if (isGuest(by))
        {
            NotebookRights.CheckGuestTuning(plan.Notebook is { } notebook && stateOf is not null ? await stateOf(notebook, ct).ConfigureAwait(false) : null, by);
        }
    }

    /// <summary>Refuses a plan that learns from what the person may not read.</summary>
    /// <exception cref="ClosedNotebookException">One of its notebooks is closed to them.</exception>
    public async Task CheckAsync(RunPlan plan, PersonId reader, CancellationToken ct)
    {
        if (!await MaySeeAsync(plan, reader, ct).ConfigureAwait(false))
        {
            throw new ClosedNotebookException();
        }
    }
}
