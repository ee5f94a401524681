using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Files;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Runs;

/// <summary>Lets several checkpoints of a run write, or judge, the same text beside each other. Nothing comes into the library by it.</summary>
public sealed class RunTrials
{
    private const int Tokens = 80;
    private const double Temperature = 0.8;

    private readonly RunFileStore _files;
    private readonly ModelLibrary _models;

    internal RunTrials(RunFileStore files, ModelLibrary models)
    {
        _files = files;
        _models = models;
    }

    /// <summary>Tries checkpoints at once, all with the same random numbers.</summary>
    /// <param name="steps">The checkpoints' steps; 0 for the model as it was before.</param>
    /// <param name="said">Told a step and all that it has said so far, again and again. On the thread pool.</param>
    /// <exception cref="UserFacingException">A step is not kept, or the model takes no adapters.</exception>
    public async Task TryAsync(LiveRun run, IReadOnlyList<int> steps, string text, Action<int, string> said, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(said);
        RunPlan plan = run.State.Plan ?? throw new UserFacingException("This run is not here.");
        if (await _models.LoadAsync(plan.Base, ct).ConfigureAwait(false) is not TextGenerator host)
        {
            throw new UserFacingException($"{plan.Base} does not take adapters: choose a model that runs in this process.");
        }

        string folder = Directory.CreateTempSubdirectory("minihf-trial-").FullName;
        List<string> loaded = [];
        try
        {
            List<(int Step, string Adapter)> tried = [];
            foreach (int step in steps.Distinct().Order())
            {
                string adapter = $"trial {Guid.NewGuid():N}";
                bool isThere = await LoadAsync(run, step, Path.Combine(folder, FormattableString.Invariant($"{step}")), adapter, host, ct).ConfigureAwait(false);
                tried.Add((step, isThere ? adapter : ""));
                loaded.AddRange(isThere ? [adapter] : []);
            }

            await Task.WhenAll(tried.Select(one => plan.Recipe is EvaluatorSftRecipe
                ? JudgeAsync(host, plan, one.Adapter, text, answer => said(one.Step, answer), ct)
                : WriteAsync(host, one.Adapter, text, soFar => said(one.Step, soFar), ct))).ConfigureAwait(false);
        }
        finally
        {
            loaded.ForEach(adapter => host.UnloadAdapter(adapter));
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Gives whether there is an adapter at that step: before the first one there may be none.</summary>
    private async Task<bool> LoadAsync(LiveRun run, int step, string folder, string adapter, TextGenerator host, CancellationToken ct)
    {
        RunState state = run.State;
        string? kept = step == 0 ? RunFolders.StartFrom
            : state.Checkpoints.LastOrDefault(saved => saved.Step == step)?.Folder ?? (state.Result is { } result && result.ResultStep == step ? result.Folder : null);
        Directory.CreateDirectory(folder);
        if (kept is null || !await _files.FetchFolderAsync(run.Id, kept, folder, ct).ConfigureAwait(false))
        {
            return step == 0 ? false : throw new UserFacingException(FormattableString.Invariant($"The files of step {step} are not kept any more: choose a later one."));
        }

        await host.LoadAdapterAsync(folder, adapter, ct).ConfigureAwait(false);
        return true;
    }

    private static async Task WriteAsync(TextGenerator model, string adapter, string prompt, Action<string> said, CancellationToken ct)
    {
        StringBuilder text = new();
        GenerationRequest request = new() { Prompt = prompt, Count = 1, MaxTokens = Tokens, Adapter = adapter, Seed = 1, Sampling = new SamplingOptions { Temperature = Temperature } };
        await foreach (GeneratedPiece piece in model.GenerateAsync(request, ct).ConfigureAwait(false))
        {
            text.Append(piece.Text);
            said(text.ToString());
        }
    }

    private static async Task JudgeAsync(TextGenerator model, RunPlan plan, string adapter, string text, Action<string> said, CancellationToken ct)
    {
        string asked = plan.Sources.OfType<NotebookSource>().Select(source => source.Question).FirstOrDefault(question => question.Length > 0) ?? EvaluationTemplate.DefaultQuestion;
        string suffix = plan.Recipe is EvaluatorSftRecipe recipe ? recipe.Suffix : EvaluationPrompt.DefaultSuffix;
        YesNoAnswer answer = (await new ModelQuestionAnswerer(model, suffix, adapter)
            .AnswerAsync([new Question(EvaluationTemplate.FromQuestion(asked), "", text)], ct).ConfigureAwait(false))[0];
        double probability = YesNoScore.Probability(answer.Logit);
        said(FormattableString.Invariant($"{(probability > 0.5 ? "Yes" : "No")}, {probability * 100:0} % yes"));
    }
}
