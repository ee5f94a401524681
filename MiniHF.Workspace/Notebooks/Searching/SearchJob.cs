using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Searching;

/// <summary>A search that this server started, forked or resumed.</summary>
internal sealed record SearchJob(LiveNotebook Notebook, SearchId Search) : NotebookJob(Notebook)
{
    public override Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping) =>
        new SearchRun(this, models, server, time, logger).ExecuteAsync(stopping);
}
