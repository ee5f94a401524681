using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Evaluating;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.Growing;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.Searching;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks;

public sealed partial class LiveNotebook
{
    private const int MostAttempts = 20;

    /// <summary>Decides and appends, trying again when somebody else was faster. Returns once the change is stored and <see cref="State"/> shows it.</summary>
    /// <exception cref="UserFacingException">The command cannot be done; the message says why.</exception>
    public async Task ExecuteAsync(NotebookCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        Touch();
        // Before a model is loaded for nothing; what counts is asked again on the state the command is decided on.
        NotebookRights.Check(command, State, _services.Accounts.IsGuest(command.By));
        GrowthFacts? facts = await FindFactsAsync(command, ct).ConfigureAwait(false);
        Enqueue(await RecordAsync(command.Id, state => DecideAllowed(command, state, facts), ct).ConfigureAwait(false));
    }

    /// <summary>Runs a cell whose turn has come, unless it was called off meanwhile, or whoever queued it has lost the right to.</summary>
    /// <exception cref="UserFacingException">It cannot be run; the message says why.</exception>
    internal async Task RunQueuedAsync(QueuedCell queued, CancellationToken ct)
    {
        NotebookCommand? run = State.Order.Contains(queued.Cell) && State.Cells.GetValueOrDefault(queued.Cell) is { } cell ? CellRules.RunOf(State, cell, queued.By) : null;
        GrowthFacts? facts = run is null ? null : await FindFactsAsync(run, ct).ConfigureAwait(false);
        Enqueue(await RecordAsync(
            run?.Id ?? Guid.CreateVersion7(),
            state => state.Queue.Contains(queued)
                ? [.. run is null ? [] : DecideAllowed(run, state, facts), new CellUnqueued(queued.Cell, null) { By = PersonId.Workspace }]
                : [],
            ct).ConfigureAwait(false));
    }

    /// <summary>Decides on a state, where that state lets the person.</summary>
    private IReadOnlyList<NotebookEvent> DecideAllowed(NotebookCommand command, NotebookState state, GrowthFacts? facts)
    {
        NotebookRights.Check(command, state, _services.Accounts.IsGuest(command.By));
        return NotebookDecider.Decide(command, state, facts);
    }

    private void Enqueue(IEnumerable<NotebookEvent> events)
    {
        foreach (NotebookEvent happened in events)
        {
            if (JobOf(happened) is { } job)
            {
                _services.Work.Enqueue(job);
            }
        }
    }

    /// <summary>What a person may do here; null where they may not even look.</summary>
    public NotebookRole? RoleOf(PersonId person) => State.People.RoleOf(person, _services.Accounts.IsGuest(person));

    /// <summary>Gives somebody the role of an invitation they opened; leaves them what they had where that is more.</summary>
    internal Task AdmitAsync(PersonId person, NotebookRole role, InvitationId invitation, CancellationToken ct) => RecordAsync(
        Guid.CreateVersion7(),
        state => PeopleDecider.Admit(person, _services.Accounts.IsGuest(person), role, invitation, state),
        ct);

    /// <summary>Appends what is decided on the newest state. Returns the events appended, none where a retry found them there.</summary>
    internal async Task<IReadOnlyList<NotebookEvent>> RecordAsync(
        Guid id, Func<NotebookState, IReadOnlyList<NotebookEvent>> decide, CancellationToken ct)
    {
        // One at a time on this server: its own commands never beat each other to a version, so that only other servers' can.
        await _recording.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryRecordAsync(id, decide, ct).ConfigureAwait(false);
                }
                catch (StreamVersionConflictException) when (attempt < MostAttempts)
                {
                    await CatchUpAsync(ct).ConfigureAwait(false);
                }
                catch (StreamVersionConflictException e)
                {
                    throw new UserFacingException("Many people changed this notebook at the same moment. Nothing was lost; try again.", e);
                }
            }
        }
        finally
        {
            _recording.Release();
        }
    }

    private async Task<IReadOnlyList<NotebookEvent>> TryRecordAsync(
        Guid id, Func<NotebookState, IReadOnlyList<NotebookEvent>> decide, CancellationToken ct)
    {
        (NotebookState state, long version) = _now;
        IReadOnlyList<NotebookEvent> events = decide(state);
        if (events.Count == 0)
        {
            return [];
        }

        EventToAppend[] append = [.. events.Select((happened, index) => new EventToAppend(EventIds.Of(id, index), happened))];
        using IDisposable hint = _services.Lent.Expect(append[0].Id, state, version);
        AppendResult result = await _services.Store
            .AppendAsync(Id.Value, NotebookStream.Type, append, version, ct).ConfigureAwait(false);
        await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
        return result.AlreadyAppended ? [] : events;
    }

    private NotebookJob? JobOf(NotebookEvent happened) => happened switch
    {
        GrowthStarted started => new GrowthJob(this, started.Growth),
        GrowthResumed resumed => new GrowthJob(this, resumed.Growth),
        SearchStarted started => new SearchJob(this, started.Search),
        SearchForked forked => new SearchJob(this, forked.Search),
        SearchResumed resumed => new SearchJob(this, resumed.Search),
        EvaluationStarted started => new EvaluationJob(this, started.Evaluation),
        EvaluationResumed resumed => new EvaluationJob(this, resumed.Evaluation),
        CellsQueued queued => new CellQueueJob(this, queued.Cells),
        _ => null,
    };

    private async Task<GrowthFacts?> FindFactsAsync(NotebookCommand command, CancellationToken ct)
    {
        if (command is RunCells)
        {
            return _services.Work.WithoutModel();
        }

        ModelsAsked? asked = command switch
        {
            GrowBranch grow => State.Cells.GetValueOrDefault(grow.Cell) is WriteCell { Settings: var settings } ? new(settings.Model, settings.Adapter) : new("", ""),
            ResumeGrowth resume => State.Growths.GetValueOrDefault(resume.Growth) is { } growth ? new(growth.Model, growth.Adapter) : new("", ""),
            StartSearch start => State.Cells.GetValueOrDefault(start.Cell) is WeaveCell { Settings: var settings }
                ? new(settings.Model, settings.Adapter, settings.EvaluatorAdapter, settings.Evaluator)
                : new("", ""),
            ResumeSearch resume => ModelsOf(resume.Search),
            ForkSearch fork => ModelsOf(fork.Of),
            StartEvaluation start => State.Cells.GetValueOrDefault(start.Cell) is EvaluateCell { Settings: var settings } ? new(settings.Model, settings.Adapter) : new("", ""),
            ResumeEvaluation resume => State.Evaluations.GetValueOrDefault(resume.Evaluation)?.Provenance is { } made ? new(made.Model, made.Adapter ?? "") : new("", ""),
            GrowFromToken grow => GrowthOf(grow.Cell, grow.Of) is { } growth ? new(growth.Model, growth.Adapter) : new("", ""),
            RewriteBranch rewrite => State.Cells.GetValueOrDefault(rewrite.Cell) is WriteCell { Settings: var settings } ? new(settings.Model, settings.Adapter) : new("", ""),
            _ => null,
        };
        if (asked is { } open)
        {
            // What was left open is decided here, once, and on record from then on.
            asked = command switch
            {
                StartSearch => open with { EvaluatorAdapter = await _services.Work.ResolveJudgeAsync(open.Evaluator.Length > 0 ? open.Evaluator : open.Model, open.EvaluatorAdapter, ct).ConfigureAwait(false) },
                StartEvaluation => open with { Adapter = await _services.Work.ResolveJudgeAsync(open.Model, open.Adapter, ct).ConfigureAwait(false) },
                _ => open,
            };
        }

        GrowthFacts? facts = asked is { } models ? await _services.Work.FindFactsAsync(models, ct).ConfigureAwait(false) : null;
        return facts is not null && command is GrowFromToken token ? facts with { Prefix = await SpellAsync(token, facts.Model, ct).ConfigureAwait(false) } : facts;
    }

    private Growth? GrowthOf(CellId cell, BranchId branch) =>
        (State.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(branch)?.Growth is { } growth ? State.Growths.GetValueOrDefault(growth) : null;

    /// <summary>What the tokens read as that a branch is to begin with; null where they are no tokens of a branch.</summary>
    private async Task<string?> SpellAsync(GrowFromToken grow, string model, CancellationToken ct) =>
        (State.Cells.GetValueOrDefault(grow.Cell) as WriteCell)?.Tree is { } tree
        && tree.Branches.GetValueOrDefault(grow.Of) is { Parent: { } parent } of
        && (uint)grow.Token < (uint)of.TokenIds.Length
            ? await _services.Work.SpellAsync(model, tree.TextOf(parent), [.. of.TokenIds[..grow.Token], grow.TokenId], ct).ConfigureAwait(false)
            : null;

    private ModelsAsked ModelsOf(SearchId search) => State.Searches.GetValueOrDefault(search)?.Tree.Provenance is { } provenance
        ? new(provenance.Generator, provenance.GeneratorAdapter ?? "", provenance.EvaluatorAdapter ?? "", provenance.Evaluator == provenance.Generator ? "" : provenance.Evaluator)
        : new("", "");
}
