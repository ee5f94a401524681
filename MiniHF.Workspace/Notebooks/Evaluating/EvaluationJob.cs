using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Evaluating;

/// <summary>An evaluation that this server started or resumed.</summary>
internal sealed record EvaluationJob(LiveNotebook Notebook, EvaluationId Evaluation) : NotebookJob(Notebook)
{
    public override Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping) =>
        new EvaluationRun(this, models, server, time, logger).ExecuteAsync(stopping);
}
