using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>
/// One growth from its start, or from where it was interrupted, to its end. Text shows at once and is stored at least once a
/// second. The notebook's state decides: a branch that is no longer growing there gets no more text.
/// </summary>
internal sealed class GrowthRun(GrowthJob job, ModelLibrary models, Guid server, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_saveInterval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan s_lastSavePatience = TimeSpan.FromSeconds(20);

    private readonly LiveNotebook _notebook = job.Notebook;
    private readonly GrowthId _growth = job.Growth;
    private readonly GrowingText _text = new();

    /// <summary>Never throws: how it ended stands in the notebook.</summary>
    public async Task ExecuteAsync(CancellationToken stopping)
    {
        using IDisposable hold = _notebook.Hold();
        if (_notebook.State.Growths.GetValueOrDefault(_growth) is not { } growth)
        {
            return;
        }

        using CancellationTokenSource all = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using CancellationTokenSource generated = new();
        void StopWhenNobodyWaits()
        {
            if (OpenBranches(growth).Length == 0)
            {
                // Not on the thread that folds: a continuation of the cancelled task must not run inside the fold.
                _ = all.CancelAsync();
            }
        }

        string? failure = null;
        Task saving = SaveRegularlyAsync(growth, generated.Token);
        _notebook.Folded += StopWhenNobodyWaits;
        try
        {
            await GenerateAsync(growth, all.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (all.IsCancellationRequested)
        {
            // Stopped by somebody, or with the server; the state says which.
        }
        catch (UserFacingException e)
        {
            failure = e.Message;
        }
        catch (Exception e)
        {
            Log.GrowthFailed(logger, e, _growth.Value);
            failure = $"The model stopped with an error: {e.Message.ReplaceLineEndings(" ")}";
        }

        _notebook.Folded -= StopWhenNobodyWaits;
        await generated.CancelAsync().ConfigureAwait(false);
        await saving.ConfigureAwait(false);
        await FinishAsync(growth, failure, stopping).ConfigureAwait(false);
    }

    private async Task GenerateAsync(Growth growth, CancellationToken ct)
    {
        ITextGenerator generator = await models.LoadAsync(growth.Model, ct).ConfigureAwait(false);
        await models.RequireAdapterAsync(growth.Model, growth.Adapter, growth.AdapterId, ct).ConfigureAwait(false);
        Branch[] branches = OpenBranches(growth);
        if (branches.Length == 0)
        {
            return;
        }

        Dictionary<int, Branch> byIndex = branches.ToDictionary(branch => branch.Index);
        foreach (Branch branch in branches)
        {
            _text.Begin(branch);
            _notebook.Stream(branch.Id, _text.Whole(branch.Id));
        }

        GenerationRequest request = new()
        {
            Prompt = growth.Rewrite?.Prompt ?? TreeOf(growth).TextOf(growth.Parent),
            StopStrings = growth.Rewrite is { } rewrite ? [rewrite.Stop] : [],
            TopAlternatives = TokenAlternatives.Recorded,
            SpellsAlternatives = false,
            Count = branches.Length,
            Indices = [.. branches.Select(branch => branch.Index)],
            Resumed = branches.All(branch => branch.TokenIds.IsEmpty) ? [] : [.. branches.Select(branch => (IReadOnlyList<int>)branch.TokenIds)],
            MaxTokens = growth.Settings.MaxTokens,
            Sampling = growth.Settings.Sampling,
            Seed = growth.Seed,
            Adapter = growth.AdapterId,
            // A text longer than the model's memory goes on from its end.
            Truncation = PromptTruncation.Left,
        };
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct).ConfigureAwait(false))
        {
            Branch branch = byIndex[piece.Index];
            if (IsOpen(growth, branch.Id))
            {
                _text.Add(branch.Id, piece);
                _notebook.Stream(branch.Id, _text.Whole(branch.Id));
            }
        }
    }

    private async Task SaveRegularlyAsync(Growth growth, CancellationToken ct)
    {
        using PeriodicTimer timer = new(s_saveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
            {
                await TrySaveAsync(growth, ct).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The last save follows.
        }
    }

    /// <summary>Stores what came since the last time. What could not be stored is kept for the next time.</summary>
    private async Task<bool> TrySaveAsync(Growth growth, CancellationToken ct)
    {
        try
        {
            (Guid id, IReadOnlyList<BranchProgress> pieces) = _text.Pending();
            if (pieces.Count > 0)
            {
                await _notebook.RecordAsync(id, state => Fitting(state, growth, pieces), ct).ConfigureAwait(false);
                _text.Saved();
                foreach (BranchProgress piece in pieces.Where(piece => piece.Finish is not null))
                {
                    _notebook.EndStream(piece.Branch);
                }
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.ProgressNotSaved(logger, e, _growth.Value);
            return false;
        }
    }

    /// <summary>What the notebook still takes: nothing once another server resumed the growth, or the branch was edited or grown from.</summary>
    private NotebookEvent[] Fitting(NotebookState state, Growth growth, IReadOnlyList<BranchProgress> pieces)
    {
        if (state.Growths[_growth].Server != server || state.Cells[growth.Cell] is not WriteCell cell)
        {
            return [];
        }

        BranchProgress[] fitting = [.. pieces.Where(piece =>
            cell.Tree.Branches[piece.Branch] is { } branch && branch.TokenIds.Length == piece.From && GrowthRules.TakesText(branch))];
        return fitting.Length == 0 ? [] : [new GrowthProgressed(growth.Cell, growth.Id, fitting) { By = PersonId.Workspace }];
    }

    private async Task FinishAsync(Growth growth, string? failure, CancellationToken stopping)
    {
        using CancellationTokenSource patience = new(s_lastSavePatience, time);
        try
        {
            // More than once where a save was cut off: it is repeated as it was, and what came after it follows.
            while (_text.HasUnsaved)
            {
                if (await TrySaveAsync(growth, patience.Token).ConfigureAwait(false))
                {
                    continue;
                }

                if (stopping.IsCancellationRequested)
                {
                    break;
                }

                await Task.Delay(s_saveInterval, time, patience.Token).ConfigureAwait(false);
            }

            await _notebook.RecordAsync(Guid.CreateVersion7(), state => Ending(state, growth, failure), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store is gone: whoever opens the notebook next finds the growth interrupted.
            Log.ProgressNotSaved(logger, e, _growth.Value);
        }

        foreach (BranchId branch in growth.Branches)
        {
            _notebook.EndStream(branch);
        }
    }

    private NotebookEvent[] Ending(NotebookState state, Growth growth, string? failure)
    {
        if (state.Growths[_growth] is not { Status: BranchStatus.Growing } open || open.Server != server)
        {
            return [];
        }

        return failure is null
            ? [new GrowthInterrupted(growth.Cell, growth.Id) { By = PersonId.Workspace }]
            : [new GrowthFailed(growth.Cell, growth.Id, failure) { By = PersonId.Workspace }];
    }

    private Branch[] OpenBranches(Growth growth) =>
        [.. growth.Branches.Where(branch => IsOpen(growth, branch)).Select(branch => TreeOf(growth).Branches[branch])];

    private bool IsOpen(Growth growth, BranchId branch) =>
        _notebook.State.Growths[growth.Id].Server == server && TreeOf(growth).Branches[branch].Status == BranchStatus.Growing;

    private BranchTree TreeOf(Growth growth) => ((WriteCell)_notebook.State.Cells[growth.Cell]).Tree;
}
