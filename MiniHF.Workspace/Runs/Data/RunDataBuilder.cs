using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Ratings;
using MiniHF.Workspace.Runs.Files;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>Makes a plan's sources into the files a trainer reads, so that what a run learns from is fixed when it is queued.</summary>
internal sealed class RunDataBuilder(PostgresEventStore store, NotebookSummaries notebooks, RunUploads uploads, UploadPreviews previews, RunFileStore files, ModelLibrary models)
{
    private const int Examples = 4;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the sources hold, and what is wrong with them.</summary>
    public async Task<RunDataPreview> PreviewAsync(RunPlan plan, CancellationToken ct)
    {
        List<RunSourcePreview> found = [];
        foreach (RunSource source in plan.Sources)
        {
            try
            {
                found.Add(source is UploadSource upload
                    ? await previews.OfAsync(upload, plan.Recipe, ct).ConfigureAwait(false)
                    : PreviewOf(source, plan.Recipe, await NameOfAsync(source, ct).ConfigureAwait(false), await ItemsOfAsync(source, plan.Recipe, ct).ConfigureAwait(false)));
            }
            catch (UserFacingException e)
            {
                found.Add(new RunSourcePreview("", 0, [], 0, 0, e.Message));
            }
        }

        return new RunDataPreview(found);
    }

    /// <summary>Writes the files into a folder.</summary>
    /// <exception cref="UserFacingException">A source has nothing to learn from, or cannot be read.</exception>
    public async Task<RunManifest> BuildAsync(RunPlan plan, string folder, CancellationToken ct)
    {
        if (plan.Sources.Count == 0)
        {
            throw new UserFacingException("There is nothing to learn from: choose a notebook, upload a file or take the shipped sample.");
        }

        List<RunManifestSource> sources = [];
        List<Guid> events = [];
        foreach ((RunSource source, int index) in plan.Sources.Select((source, index) => (source, index)))
        {
            (string file, int count) = await WriteAsync(source, plan.Recipe, folder, index, events, ct).ConfigureAwait(false);
            string path = Path.Combine(folder, file);
            await using FileStream content = File.OpenRead(path);
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct).ConfigureAwait(false));
            sources.Add(new RunManifestSource(await NameOfAsync(source, ct).ConfigureAwait(false), file, hash, content.Length, count, source.Weight));
        }

        return new RunManifest(sources, [.. events.Distinct()]);
    }

    /// <summary>Puts the adapters a plan names among the run's files, for workers that do not have them.</summary>
    public async Task StoreAdaptersAsync(RunId run, RunPlan plan, CancellationToken ct)
    {
        foreach ((string? adapter, string folder) in new[] { (plan.StartFrom, RunFolders.StartFrom), (await JudgeOfAsync(plan, ct).ConfigureAwait(false), RunFolders.Evaluator) })
        {
            if (!string.IsNullOrEmpty(adapter))
            {
                string directory = await models.DirectoryOfAdapterAsync(adapter, ct).ConfigureAwait(false);
                await files.StoreFolderAsync(run, null, folder, directory, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What judges the samples of a plan, where it has any.</summary>
    private async Task<string> JudgeOfAsync(RunPlan plan, CancellationToken ct) =>
        plan.Recipe is RewardRecipe or DpoRecipe { Constitution: not null }
            ? await models.ResolveJudgeAsync(plan.Base, plan.Evaluator ?? "", ct).ConfigureAwait(false)
            : "";

    private async Task<(string File, int Count)> WriteAsync(
        RunSource source, TrainingRecipe recipe, string folder, int index, List<Guid> events, CancellationToken ct)
    {
        string number = (index + 1).ToString("00", CultureInfo.InvariantCulture);
        if (source is UploadSource upload)
        {
            string copy = $"{number}-{upload.File}";
            RunSourcePreview preview = await previews.OfAsync(upload, recipe, ct).ConfigureAwait(false);
            if (preview.Problem is { } problem)
            {
                throw new UserFacingException(problem);
            }

            File.Copy(uploads.PathOf(upload), Path.Combine(folder, copy));
            return (copy, preview.Items ?? 0);
        }

        IReadOnlyList<RunItem> items = await ItemsOfAsync(source, recipe, ct).ConfigureAwait(false);
        if (ProblemOf(source, recipe, items) is { } reason)
        {
            throw new UserFacingException(reason);
        }

        string file = $"{number}-{(source is SampleSource sample ? sample.Name : source is NotebookSource ? "notebook" : "written")}.jsonl";
        await using StreamWriter writer = new(Path.Combine(folder, file));
        foreach (RunItem item in items)
        {
            events.AddRange(item.Events);
            Dictionary<string, object> line = new(item.Line, StringComparer.Ordinal);
            if (item.Events.Count > 0)
            {
                line["events"] = item.Events;
            }

            await writer.WriteLineAsync(JsonSerializer.Serialize(line, s_json).AsMemory(), ct).ConfigureAwait(false);
        }

        return (file, items.Count);
    }

    private async Task<IReadOnlyList<RunItem>> ItemsOfAsync(RunSource source, TrainingRecipe recipe, CancellationToken ct)
    {
        switch (source)
        {
            case NotebookSource notebook:
                IReadOnlyList<StoredEvent> events = await store.ReadStreamAsync(notebook.Notebook.Value, 0, upToVersion: null, ct).ConfigureAwait(false);
                return NotebookItems.Of(NotebookEvidence.Of(events), notebook);
            case SampleSource sample:
                return await ReadSampleAsync(sample, ct).ConfigureAwait(false);
            case InlineSource inline:
                string[] texts = [.. inline.Text.ReplaceLineEndings("\n").Split("\n---\n").Select(text => text.Trim()).Where(text => text.Length > 0)];
                return [.. texts.Select(text => recipe is RewardRecipe or DpoRecipe { Constitution: not null } ? RunItem.Prompt(text, "", []) : RunItem.Text(text, "", []))];
            default:
                throw new UserFacingException("This server knows no such source of data. Update it.");
        }
    }

    private static async Task<IReadOnlyList<RunItem>> ReadSampleAsync(SampleSource sample, CancellationToken ct)
    {
        (string Name, string File, string Title) known = RunSamples.All.FirstOrDefault(one => one.Name == sample.Name);
        if (known.File is null)
        {
            throw new UserFacingException($"There is no shipped sample called {sample.Name}.");
        }

        using StreamReader reader = new(RunSamples.Open(known.File));
        List<RunItem> items = [];
        while (await reader.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            bool isPrompt = json.RootElement.TryGetProperty("prompt", out JsonElement prompt);
            string text = (isPrompt ? prompt : json.RootElement.GetProperty("text")).GetString() ?? "";
            items.Add(isPrompt ? RunItem.Prompt(text, "", []) : RunItem.Text(text, "", []));
        }

        return items;
    }

    private async Task<string> NameOfAsync(RunSource source, CancellationToken ct)
    {
        switch (source)
        {
            case NotebookSource notebook:
                NotebookSummary? summary = (await notebooks.ListAsync(ct).ConfigureAwait(false)).FirstOrDefault(one => one.Id == notebook.Notebook);
                return summary is null ? "A notebook" : Components.Notebook.Titles.Of(summary.Title, summary.Opening);
            case UploadSource upload:
                return upload.File;
            case SampleSource sample:
                return RunSamples.All.FirstOrDefault(one => one.Name == sample.Name).Title ?? sample.Name;
            default:
                return "Written in the form";
        }
    }

    private static RunSourcePreview PreviewOf(RunSource source, TrainingRecipe recipe, string name, IReadOnlyList<RunItem> items) => new(
        name, items.Count, Spread(items), items.Sum(item => (long)item.Shown.Length), items.SelectMany(item => item.Events).Distinct().Count(), ProblemOf(source, recipe, items))
    {
        Notice = source is NotebookSource { Choice: NotebookChoice.Rated } && items.Count > 0 ? OneSided(items) : null,
    };

    private static string? ProblemOf(RunSource source, TrainingRecipe recipe, IReadOnlyList<RunItem> items) =>
        items.Count == 0 ? EmptyBecause(source)
        : source is InlineSource && recipe is EvaluatorSftRecipe or DpoRecipe { Constitution: null } ? $"A plain text says nothing of this kind. It needs {RecipeData.Needs(recipe)}."
        : null;

    /// <summary>Whoever is shown one answer only learns to give it always.</summary>
    private static string? OneSided(IReadOnlyList<RunItem> items)
    {
        int good = items.Count(item => item.Line["rating"] is true);
        return good == items.Count ? "All of them are thumbed up, so it would learn to say yes to anything: thumb some down too."
            : good == 0 ? "All of them are thumbed down, so it would learn to say no to anything: thumb some up too."
            : null;
    }

    private static string EmptyBecause(RunSource source) => source switch
    {
        NotebookSource { Choice: NotebookChoice.Liked, People: > 1 } notebook => string.Create(
            CultureInfo.InvariantCulture, $"No text of the notebook is thumbed up by {notebook.People} people. Ask for fewer, or rate some first."),
        NotebookSource { Choice: NotebookChoice.Liked } => "No text of the notebook is thumbed up yet. Rate some first.",
        NotebookSource { Choice: NotebookChoice.Rated } => "No text of the notebook is rated yet. Thumb some up and some down first.",
        NotebookSource { Choice: NotebookChoice.Preferences } => "The notebook shows no preference yet: thumb siblings up and down, edit what the model wrote, or go on from one of several.",
        NotebookSource { Choice: NotebookChoice.Prompts } => "Nothing was continued by the model in the notebook yet, so there are no beginnings to sample from.",
        NotebookSource => "There is no text in the notebook yet.",
        _ => "There is no text to learn from: write some.",
    };

    /// <summary>From all over, not the first few.</summary>
    private static RunItem[] Spread(IReadOnlyList<RunItem> items) =>
        [.. Enumerable.Range(0, Math.Min(Examples, items.Count)).Select(i => items[i * items.Count / Math.Min(Examples, items.Count)])];
}
