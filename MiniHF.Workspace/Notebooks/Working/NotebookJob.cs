using MiniHF.Workspace.Library;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Long work in a notebook that this server started or resumed: a growth, or a search.</summary>
internal abstract record NotebookJob(LiveNotebook Notebook)
{
    /// <summary>Works to the end, or until the server stops. Never throws: how it ended stands in the notebook.</summary>
    public abstract Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping);
}
