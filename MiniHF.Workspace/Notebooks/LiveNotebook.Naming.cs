using System.Collections.Concurrent;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Naming;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks;

public sealed partial class LiveNotebook
{
    /// <summary>Branches that are named in one go, at most.</summary>
    public const int MostNamed = 48;

    private readonly ConcurrentDictionary<BranchId, bool> _naming = new();

    /// <summary>Whether this server is thinking of a name for the branch.</summary>
    public bool IsNaming(BranchId branch) => _naming.ContainsKey(branch);

    /// <summary>Lets the cell's model think of names for branches, and returns once it has begun. What a person named keeps its name.</summary>
    /// <exception cref="UserFacingException">It cannot be done; the message says why.</exception>
    public async Task NameAsync(CellId cell, IReadOnlyList<BranchId> branches, PersonId by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(branches);
        Touch();
        if (State.Cells.GetValueOrDefault(cell) is not WriteCell { Settings: var settings })
        {
            throw new UserFacingException("Only a write cell has branches.");
        }

        // Whoever may give one name may let the model give many.
        NotebookRights.Check(new NameBranch(cell, default, "") { By = by }, State, _services.Accounts.IsGuest(by));
        GrowthFacts facts = await _services.Work.FindFactsAsync(new ModelsAsked(settings.Model, settings.Adapter), ct).ConfigureAwait(false);
        BranchId[] fresh = [.. branches.Take(MostNamed).Where(branch => _naming.TryAdd(branch, true))];
        if (fresh.Length > 0)
        {
            NamingProvenance provenance = new(facts.Model, facts.ModelHash, facts.Adapter?.Name ?? "", facts.Adapter?.Id ?? "", NamePrompt.Version);
            _services.Work.Enqueue(new NamingJob(this, cell, fresh, provenance, by));
            _callbacks.Signal();
        }
    }

    /// <summary>No more names are thought of for these.</summary>
    internal void EndNaming(IEnumerable<BranchId> branches)
    {
        foreach (BranchId branch in branches)
        {
            _naming.TryRemove(branch, out _);
        }

        _callbacks.Signal();
    }
}
