using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Runs;

/// <summary>What it takes to fill in a run's form and to begin the run.</summary>
public sealed class RunDesk
{
    /// <summary>What a plan of a person would learn from.</summary>
    public required Func<RunPlan, PersonId, CancellationToken, Task<RunDataPreview>> PreviewAsync { get; init; }

    /// <summary>Puts a run into the queue.</summary>
    public required Func<RunId, RunPlan, PersonId, CancellationToken, Task> QueueAsync { get; init; }

    /// <summary>Keeps an uploaded file.</summary>
    public required Func<string, Stream, CancellationToken, Task<UploadSource>> UploadAsync { get; init; }

    /// <summary>The most bytes a file may have.</summary>
    public long MostBytes { get; init; } = 1_000_000;

    /// <summary>The notebooks a person may choose from.</summary>
    public required Func<PersonId, CancellationToken, Task<IReadOnlyList<NotebookSummary>>> ListNotebooksAsync { get; init; }

    /// <summary>The base models to choose from.</summary>
    public required Func<IReadOnlyList<ModelEntry>> ListModels { get; init; }

    /// <summary>The constitutions of the library to choose from.</summary>
    public Func<IReadOnlyList<SavedConstitution>> ListConstitutions { get; init; } = () => [];

    /// <summary>The adapters of a base model made for a purpose.</summary>
    public Func<string, AdapterRole, IReadOnlyList<AdapterEntry>> ListAdapters { get; init; } = (_, _) => [];
}
