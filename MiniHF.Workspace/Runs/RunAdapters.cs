using System.Text.RegularExpressions;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Files;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Runs;

/// <summary>Brings what runs made into the library: the result of a finished one, or any checkpoint somebody wants to use.</summary>
public sealed partial class RunAdapters
{
    private readonly RunFileStore _files;
    private readonly ModelLibrary _models;
    private readonly string _folder;

    internal RunAdapters(RunFileStore files, ModelLibrary models, string folder)
    {
        _files = files;
        _models = models;
        _folder = folder;
    }

    /// <summary>Puts a step's weights into the library, where they are not there yet, and gives their name there.</summary>
    /// <param name="step">A checkpoint's step; null for the result.</param>
    /// <exception cref="UserFacingException">There is no such step, or it cannot be loaded.</exception>
    public async Task<string> RegisterAsync(LiveRun run, int? step, PersonId by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunState state = run.State;
        RunPlan plan = state.Plan ?? throw new UserFacingException("This run is not here.");
        (string folder, int at) = Find(state, step);
        IEnumerable<string> listed = plan.Recipe is PretrainRecipe ? _models.List().Select(model => model.Name) : _models.ListAdapters().Select(adapter => adapter.Name);
        if (state.Adapters.FirstOrDefault(known => known.Step == at) is { } registered && listed.Contains(registered.Adapter))
        {
            return registered.Adapter;
        }

        string directory = Path.Combine(_folder, $"{Slug().Replace(state.Name, "-").Trim('-')}-{run.Id.Value.ToString("N")[^8..]}-{at:00000000}");
        Directory.CreateDirectory(directory);
        if (!await _files.FetchFolderAsync(run.Id, folder, directory, ct).ConfigureAwait(false))
        {
            throw new UserFacingException("The files of this step are not kept any more: choose a later one.");
        }

        string name = await AddAsync(run.Id, state, plan, directory, step, by, ct).ConfigureAwait(false);
        await run.ExecuteAsync(new NoteAdapter(name, at) { By = by }, ct).ConfigureAwait(false);
        return name;
    }

    private async Task<string> AddAsync(RunId run, RunState state, RunPlan plan, string directory, int? step, PersonId by, CancellationToken ct)
    {
        if (plan.Recipe is PretrainRecipe)
        {
            return (await _models.AddAsync(directory, by, ct).ConfigureAwait(false)).Name;
        }

        AdapterRole role = plan.Recipe is EvaluatorSftRecipe ? AdapterRole.Evaluator : AdapterRole.Generator;
        string name = step is { } at ? FormattableString.Invariant($"{state.Name} · step {at}") : state.Name;
        return (await _models.AddAdapterAsync(new AdapterToAdd(directory, plan.Base, role, name, run.Value), by, ct).ConfigureAwait(false)).Name;
    }

    private static (string Folder, int Step) Find(RunState state, int? step) => step is { } at
        ? state.Checkpoints.LastOrDefault(saved => saved.Step == at) is { } checkpoint
            ? (checkpoint.Folder, at)
            : throw new UserFacingException("There is no checkpoint of this step.")
        : state.Result is { } result
            ? (result.Folder, result.ResultStep)
            : throw new UserFacingException("This run has no result yet: choose a checkpoint.");

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex Slug();
}
