using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>Says of growths whose server went away that they were interrupted, so that somebody can resume them.</summary>
internal sealed class GrowthRecovery(ServerIdentity server)
{
    public async Task RecoverAsync(LiveNotebook notebook, CancellationToken ct)
    {
        Guid[] others = [.. Growing(notebook.State).Select(growth => growth.Server).Where(other => other != server.Id).Distinct()];
        if (others.Length == 0)
        {
            return;
        }

        IReadOnlySet<Guid> living = await server.FindLivingAsync(others, ct).ConfigureAwait(false);
        if (others.All(living.Contains))
        {
            return;
        }

        await notebook.RecordAsync(
            Guid.CreateVersion7(),
            state =>
            [
                .. Growing(state)
                    .Where(growth => growth.Server != server.Id && others.Contains(growth.Server) && !living.Contains(growth.Server))
                    .Select(growth => new GrowthInterrupted(growth.Cell, growth.Id) { By = PersonId.Workspace }),
            ],
            ct).ConfigureAwait(false);
    }

    private static IEnumerable<Growth> Growing(NotebookState state) =>
        state.Growths.Values.Where(growth => growth.Status == BranchStatus.Growing).OrderBy(growth => growth.Id.Value);
}
