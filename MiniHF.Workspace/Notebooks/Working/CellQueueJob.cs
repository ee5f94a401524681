using MiniHF.Workspace.Library;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Cells that this server runs one after another.</summary>
internal sealed record CellQueueJob(LiveNotebook Notebook, IReadOnlyList<CellId> Cells) : NotebookJob(Notebook)
{
    public override Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping) =>
        new CellQueueRun(Notebook, Cells, server, time, logger).ExecuteAsync(stopping);
}
