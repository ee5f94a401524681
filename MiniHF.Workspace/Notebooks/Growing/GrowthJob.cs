using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>A growth that this server started or resumed.</summary>
internal sealed record GrowthJob(LiveNotebook Notebook, GrowthId Growth) : NotebookJob(Notebook)
{
    public override Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping) =>
        new GrowthRun(this, models, server, time, logger).ExecuteAsync(stopping);
}
