using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A run's checkpoints: each can be used, and several tried on one beginning, beside each other.</summary>
public sealed partial class RunCheckpoints : MemoComponent
{
    private readonly HashSet<int> _chosen = [];
    private readonly SortedDictionary<int, string> _texts = [];
    private string _prompt = "Once upon a time";
    private bool _writing;

    [Inject]
    public required Toasts Toasts { get; init; }

    [Parameter, EditorRequired]
    public required RunState State { get; set; }

    /// <summary>Puts a step into the library.</summary>
    [Parameter]
    public EventCallback<int> OnUse { get; set; }

    /// <summary>Writes on from a prompt with a step's weights; the same seed for all.</summary>
    [Parameter, EditorRequired]
    public required Func<int, string, Task<string>> WriteAsync { get; set; }

    protected override object RenderKey => State;

    private bool IsModel => State.Plan?.Recipe is PretrainRecipe;

    /// <summary>An evaluator answers; it does not write.</summary>
    private bool CanWrite => State.Plan?.Recipe is not (PretrainRecipe or EvaluatorSftRecipe);

    private void Choose(int step, bool chosen)
    {
        if (chosen ? _chosen.Add(step) : _chosen.Remove(step))
        {
            _texts.Remove(step);
            Changed();
        }
    }

    private async Task TryAsync()
    {
        _writing = true;
        _texts.Clear();
        Changed();
        try
        {
            foreach (int step in _chosen.Order().ToArray())
            {
                _texts[step] = await WriteAsync(step, _prompt);
                Changed();
            }
        }
        catch (UserFacingException e)
        {
            Toasts.Fail(e.Message);
        }
        finally
        {
            _writing = false;
            Changed();
        }
    }
}
