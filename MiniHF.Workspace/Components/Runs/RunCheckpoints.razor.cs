using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A run's checkpoints: each can be used, and several tried on one text, beside each other.</summary>
public sealed partial class RunCheckpoints : MemoComponent, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<int> _chosen = [];
    private IReadOnlyList<int> _tried = [];
    private ImmutableDictionary<int, string> _texts = ImmutableDictionary<int, string>.Empty;
    private string _prompt = "Once upon a time";
    private string _asked = "";
    private string? _problem;
    private bool _trying;

    [Parameter, EditorRequired]
    public required RunState State { get; set; }

    /// <summary>Puts a step into the library.</summary>
    [Parameter]
    public EventCallback<int> OnUse { get; set; }

    /// <summary>Lets steps write on from, or judge, a text; told what each has said so far.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<int>, string, Action<int, string>, CancellationToken, Task> TryAsync { get; set; }

    protected override object RenderKey => State;

    private bool IsModel => State.Plan?.Recipe is PretrainRecipe;

    private bool CanBeTried => !IsModel;

    /// <summary>An evaluator answers; it does not write.</summary>
    private bool Judges => State.Plan?.Recipe is EvaluatorSftRecipe;

    private string What => Judges ? "A text for them to judge" : "A beginning for them to go on from";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private void Choose(int step, bool chosen)
    {
        if (chosen ? _chosen.Add(step) : _chosen.Remove(step))
        {
            Changed();
        }
    }

    private async Task TrialAsync()
    {
        if (_trying || _chosen.Count == 0)
        {
            return;
        }

        (_trying, _problem, _asked, _tried) = (true, null, _prompt, [.. _chosen.Order()]);
        _texts = ImmutableDictionary<int, string>.Empty;
        Changed();
        try
        {
            await TryAsync(_tried, _asked, Say, _closed.Token);
        }
        catch (UserFacingException e)
        {
            _problem = e.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }

        _trying = false;
        Changed();
    }

    /// <summary>Comes from the thread pool, for each token of each step.</summary>
    private void Say(int step, string text)
    {
        ImmutableInterlocked.AddOrUpdate(ref _texts, step, text, (_, _) => text);
        _ = InvokeAsync(Changed);
    }
}
