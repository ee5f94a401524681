using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A new run: what to tune, on what data, how. What is wrong is said beside it, and once somebody wants to start, all of it.</summary>
public sealed partial class RunForm : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private IReadOnlyList<NotebookSummary> _notebooks = [];
    private RunDataPreview? _preview;
    private (TrainingRecipe, IReadOnlyList<RunSource>)? _previewed;
    private string? _problem;
    private string? _uploadProblem;
    private bool _open;
    private bool _asked;
    private bool _starting;
    private bool _uploading;

    [Parameter, EditorRequired]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required RunPlan Plan { get; set; }

    /// <summary>What was filled in so far.</summary>
    [Parameter]
    public EventCallback<RunPlan> OnChange { get; set; }

    /// <summary>The run is in the queue.</summary>
    [Parameter]
    public EventCallback<RunId> OnStarted { get; set; }

    [Parameter]
    public PersonId Me { get; set; }

    /// <summary>Says why nothing can be begun now, and whether that is so.</summary>
    [Parameter]
    public Func<bool>? Refuses { get; set; }

    /// <summary>The notebook the form stands in, if any: first choice for data.</summary>
    [Parameter]
    public NotebookId? Notebook { get; set; }

    private RecipeFace Face => RecipeFace.Of(Plan.Recipe.Name);

    private IEnumerable<ModelEntry> Bases => Desk.ListModels();

    private IEnumerable<string> Adapters => Plan.Recipe is EvaluatorSftRecipe
        ? Shipped.Length > 0 ? [Shipped, .. Judges] : Judges
        : Desk.ListAdapters(Plan.Base, AdapterRole.Generator).Select(adapter => adapter.Name);

    /// <summary>The adapter that judges where nobody chose another; empty for none.</summary>
    private string Shipped => Desk.ListModels().FirstOrDefault(model => model.Name == Plan.Base)?.Judge ?? "";

    private IEnumerable<string> Judges => Desk.ListAdapters(Plan.Base, AdapterRole.Evaluator).Select(adapter => adapter.Name);

    private IEnumerable<SavedConstitution> Constitutions => Desk.ListConstitutions().Where(saved => saved is { Archived: false, Latest: not null });

    /// <summary>Before somebody wants to start, an empty form is no fault.</summary>
    private IReadOnlyDictionary<string, string> Shown => _asked ? RunPlanCheck.FindProblems(Plan) : RunPlanCheck.FindProblems(Plan)
        .Where(problem => problem.Key == RunPlanCheck.Question || (problem.Key == RunPlanCheck.Constitution && RunPlanCheck.ConstitutionOf(Plan.Recipe) is { Length: > 0 }))
        .ToDictionary(problem => problem.Key, problem => problem.Value);

    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Plan.Recipe.Steps is { } steps ? $"{steps:N0} steps" : $"{Plan.Recipe.Epochs:0.##} {(Plan.Recipe.Epochs == 1 ? "epoch" : "epochs")}")} · batch {Plan.Recipe.BatchSize * Plan.Recipe.AccumulationSteps} · learning rate {Plan.Recipe.LearningRate:0.##e-0}{(Plan.Recipe.Lora is { } lora ? $" · rank {lora.Rank}" : "")}");

    private string Estimate => _preview is { } preview && RunEstimate.Steps(Plan.Recipe, preview) is { } steps
        ? string.Create(CultureInfo.InvariantCulture, $"about {steps:N0} {(steps == 1 ? "step" : "steps")}")
        : Plan.Sources.Count > 0 ? "how many steps is known once the data is counted" : "";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _notebooks = await Desk.ListNotebooksAsync(Me, _closed.Token);
        await PreviewAsync();
    }

    protected override Task OnParametersSetAsync() => PreviewAsync();

    private static string Text(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private static string? TextOrNull(ChangeEventArgs change) => Text(change) is { Length: > 0 } text ? text : null;

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private string Id(string field) => $"run-{field}-{Plan.Cell?.Value.ToString("N") ?? "page"}";

    private string? Invalid(string part) => Shown.ContainsKey(part) ? "true" : null;

    private async Task SetAsync(RunPlan plan)
    {
        _problem = null;
        Plan = plan;
        await OnChange.InvokeAsync(plan);
        await PreviewAsync();
    }

    private Task ChooseAsync(RecipeFace face)
    {
        if (face == Face)
        {
            return Task.CompletedTask;
        }

        _typed.Clear();
        // What is judged by stays, where the new one judges too.
        bool judged = face.Judges && Face.Judges;
        TrainingRecipe recipe = judged && RunPlanCheck.ConstitutionOf(Plan.Recipe) is { } written ? WithConstitution(face.Create(), written) : face.Create();
        // What one recipe learns from another cannot use; the notebook stays chosen, for what this one makes of it.
        RunSource[] sources =
        [
            .. Plan.Sources
                .Where(source => source is not SampleSource and not InlineSource { Text: "" })
                .Select(source => source is NotebookSource notebook ? notebook with { Choice = face.Choices[0] } : source),
        ];
        return SetAsync(Plan with { Recipe = recipe, Sources = sources, StartFrom = null, Evaluator = judged ? Plan.Evaluator : null });
    }

    private static TrainingRecipe WithConstitution(TrainingRecipe recipe, string text) => recipe switch
    {
        RlaifRecipe rlaif => rlaif with { Constitution = text },
        GrpoRecipe grpo => grpo with { Constitution = text },
        _ => recipe,
    };

    private Task WriteConstitutionAsync(string text) => SetAsync(Plan with { Recipe = WithConstitution(Plan.Recipe, text) });

    private Task TakeConstitutionAsync(string chosen) =>
        Constitutions.FirstOrDefault(saved => saved.Id.Value.ToString() == chosen) is { Latest: { } latest } ? WriteConstitutionAsync(latest.Text) : Task.CompletedTask;

    private Task AddNotebookAsync()
    {
        NotebookId? notebook = Notebook ?? _notebooks.Where(one => !one.Archived).Select(one => (NotebookId?)one.Id).FirstOrDefault();
        return notebook is { } id ? AddAsync(new NotebookSource(id, Face.Choices[0], 1)) : Task.CompletedTask;
    }

    private Task AddAsync(RunSource source) => SetAsync(Plan with { Sources = [.. Plan.Sources, source] });

    private Task RemoveAsync(int at) => SetAsync(Plan with { Sources = [.. Plan.Sources.Where((_, index) => index != at)] });

    private Task ReplaceAsync(int at, RunSource with) => SetAsync(Plan with { Sources = [.. Plan.Sources.Select((source, index) => index == at ? with : source)] });

    private async Task ReadAsync(RunField field, string typed)
    {
        (TrainingRecipe? recipe, string? problem) = field.Read(Plan.Recipe, typed);
        _typed.Remove(field.Name);
        if (problem is not null)
        {
            _typed[field.Name] = problem;
        }

        if (recipe is not null)
        {
            await SetAsync(Plan with { Recipe = recipe });
        }
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        (_uploading, _uploadProblem) = (true, null);
        try
        {
            if (change.File.Size > Desk.MostBytes)
            {
                throw new UserFacingException($"{change.File.Name} is larger than {RunWords.Bytes(Desk.MostBytes)}. Split it, or raise Runs:UploadMegabytes in the settings.");
            }

            await using Stream content = change.File.OpenReadStream(Desk.MostBytes, _closed.Token);
            await AddAsync(await Desk.UploadAsync(change.File.Name, content, _closed.Token));
        }
        catch (UserFacingException e)
        {
            _uploadProblem = e.Message;
        }
        catch (IOException e)
        {
            _uploadProblem = $"{change.File.Name} did not arrive whole: {e.Message} Try again.";
        }
        finally
        {
            _uploading = false;
        }
    }

    private async Task PreviewAsync()
    {
        (TrainingRecipe, IReadOnlyList<RunSource>) wanted = (Plan.Recipe, Plan.Sources);
        if (_previewed is { } before && before.Item1.Name == wanted.Item1.Name && before.Item2.SequenceEqual(wanted.Item2))
        {
            return;
        }

        _previewed = wanted;
        try
        {
            RunDataPreview preview = await Desk.PreviewAsync(Plan, Me, _closed.Token);
            if (_previewed == wanted)
            {
                _preview = preview;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The form is gone.
        }
    }

    /// <summary>Queues the run, or says beside the form what it lacks.</summary>
    public async Task StartAsync()
    {
        if (Refuses?.Invoke() == true)
        {
            return;
        }

        _asked = true;
        _problem = null;
        if (_typed.Count > 0 || RunPlanCheck.FindProblems(Plan).Count > 0)
        {
            _open |= _typed.Count > 0;
            _problem = "Something above is missing or out of range.";
            return;
        }

        _starting = true;
        try
        {
            RunId id = RunId.New();
            await Desk.QueueAsync(id, Plan, Me, _closed.Token);
            await OnStarted.InvokeAsync(id);
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        finally
        {
            _starting = false;
        }
    }
}
