using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>Asks the principles of an unsaved text about a text, and shows each answer as it comes. Nothing of it is stored: it is a look, not a record.</summary>
public sealed partial class TrialPanel : ComponentBase, IAsyncDisposable
{
    private ElementReference _promptBox;
    private ElementReference _responseBox;
    private JsModule? _module;
    private CancellationTokenSource? _running;
    private bool _picking;
    private string _prompt = "";
    private string _response = "";
    private string _model = "";
    private ScoreCombination _combination;
    private ScoreCombination _ranWith;
    private string? _problem;
    private string _ranText = "";
    private IReadOnlyList<ConstitutionPrinciple> _asked = [];
    private PrincipleScore?[] _scores = [];
    private Evaluation? _evaluation;

    [Inject]
    public required ModelLibrary Models { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The constitution as it stands in the editor.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What the browser keeps the two fields under.</summary>
    [Parameter, EditorRequired]
    public required string DraftKey { get; set; }

    private bool IsRunning => _running is not null;

    private bool IsOld => _ranText != Text;

    /// <summary>Asks every principle. A run under way is given up.</summary>
    public async Task RunAsync()
    {
        await StopAsync();
        _problem = null;
        Constitution constitution;
        try
        {
            constitution = Constitution.Parse(Text);
            if (_prompt.Length + _response.Length == 0)
            {
                throw new UserFacingException("There is no text to judge: paste one, or take one from a notebook.");
            }
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
            StateHasChanged();
            return;
        }

        using CancellationTokenSource running = new();
        _running = running;
        (_asked, _scores, _evaluation, _ranText, _ranWith) = (constitution.Principles, new PrincipleScore?[constitution.Principles.Count], null, Text, _combination);
        StateHasChanged();
        try
        {
            TextGenerator model = await Models.LoadAsync(_model, running.Token) as TextGenerator
                ?? throw new UserFacingException("This model does not run in this process, so its answers cannot be read as scores: choose another.");
            AdapterDescription? judge = await Models.LoadAdapterAsync(_model, await Models.ResolveJudgeAsync(_model, "", running.Token), running.Token);
            await AskAsync(constitution, new ModelQuestionAnswerer(model, adapter: judge?.Id ?? ""), running.Token);
            _problem = _evaluation?.Failure;
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Stopped, or the page was left: what has answered stays in view.
        }
        finally
        {
            if (_running == running)
            {
                _running = null;
            }
        }

        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = new JsModule(JS, Scripts.Constitution);
            await _module.InvokeVoidAsync("keepField", _promptBox, $"{DraftKey}:prompt");
            await _module.InvokeVoidAsync("keepField", _responseBox, $"{DraftKey}:response");
        }
    }

    private async Task AskAsync(Constitution constitution, ModelQuestionAnswerer answerer, CancellationToken ct)
    {
        if (_ranWith == ScoreCombination.Bayes)
        {
            _evaluation = (await new BayesianEvaluator(constitution, answerer).EvaluateAsync([new EvaluationCase(_prompt, _response)], ct))[0];
            _scores = [.. _evaluation.Principles];
            return;
        }

        // All at once, so that what the questions share is computed once; each is shown when it has answered.
        PrincipleScore?[] scores = _scores;
        await Task.WhenAll(constitution.Principles.Select(async (principle, at) =>
        {
            IReadOnlyList<YesNoAnswer> answers = await answerer.AnswerAsync([new Question(principle.Template, _prompt, _response)], ct);
            scores[at] = principle.ToScore(answers[0]);
            StateHasChanged();
        }));
        _evaluation = CombinedScore.Of([.. scores.OfType<PrincipleScore>()], _ranWith);
    }

    private Task StopAsync() => _running?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>The answers stay what they are; only Bayes has to ask other questions.</summary>
    private async Task Recombine()
    {
        if (_combination == ScoreCombination.Bayes || _ranWith == ScoreCombination.Bayes)
        {
            if (_asked.Count > 0)
            {
                await RunAsync();
            }
        }
        else if (_evaluation is { } evaluation)
        {
            _ranWith = _combination;
            _evaluation = CombinedScore.Of(evaluation.Principles, _combination);
        }
    }

    private void TogglePicking() => _picking = !_picking;

    private async Task TakeAsync(EvaluationCase picked)
    {
        _picking = false;
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("setField", _promptBox, picked.Prompt);
            await _module.InvokeVoidAsync("setField", _responseBox, picked.Response);
        }
    }
}
