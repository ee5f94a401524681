using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks;

/// <summary>The notebooks of this workspace.</summary>
public sealed class NotebookLibrary
{
    /// <summary>Every notebook, last changed first, archived ones too.</summary>
    public Task<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Creates a notebook with an empty write cell in it, ready to type into. Creating the same id twice creates it once.</summary>
    public Task CreateAsync(NotebookId id, string title, PersonId by, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The live notebook, loaded if nobody has it open; null where there is none of that id.</summary>
    public Task<LiveNotebook?> OpenAsync(NotebookId id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Calls back after any notebook's summary changed, at most once each 200 ms. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => throw new NotImplementedException();
}

/// <summary>A line of the list of notebooks.</summary>
/// <param name="Opening">The first words of its first write cell.</param>
public sealed record NotebookSummary(NotebookId Id, string Title, string Opening, int Cells, int Branches, bool Archived, DateTimeOffset Created, DateTimeOffset Changed);
