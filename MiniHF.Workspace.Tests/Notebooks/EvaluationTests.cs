using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Evaluating with the embedded model, on a real database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EvaluationTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Texts = 40;

    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private readonly CellId _cell = CellId.New();
    private readonly EvaluationId _evaluation = EvaluationId.New();
    private string _connection = "";
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Evaluation_ToTheEnd_IsTheEnginesOwn_WithAnEventForEachText()
    {
        LiveNotebook notebook = await BeginAsync();

        await EndAsync(notebook);

        CellEvaluation evaluation = notebook.State.Evaluations[_evaluation];
        TextGenerator model = (TextGenerator)await _workspace.Models.LoadAsync("", CancellationToken.None);
        IEvaluator evaluator = ConstitutionEvaluator.Create(Constitution.Parse(ExampleConstitution.Text), ScoreCombination.Mean, new ModelQuestionAnswerer(model, adapter: evaluation.Provenance.AdapterId ?? ""));
        MiniHF.Engine.Evaluation.Evaluation first = (await evaluator.EvaluateAsync([EvaluationRules.CaseOf(notebook.State, evaluation, evaluation.Texts[0])!], CancellationToken.None))[0];
        Assert.Equal(EvaluationStatus.Finished, evaluation.Status);
        Assert.Equal(first.Score, evaluation.Scores[0].Score!.Value, 4);
        Assert.Equal(["Shows", "Holds together", "Repeats itself"], evaluation.Scores[0].Principles.Select(principle => principle.Name));
        Assert.Equal(Enumerable.Range(0, Texts), (await ScoredAsync()).Order());
    }

    [Fact]
    public async Task Evaluation_ServerStoppedMidway_ResumedOnAnother_AsksAboutNoTextTwice()
    {
        LiveNotebook before = await BeginAsync();
        await Changes.UntilAsync(before, () => before.State.Evaluations[_evaluation].Scores.Count > 4);
        await _workspace.DisposeAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        LiveNotebook after = await OpenAsync();
        (EvaluationStatus Status, int Kept) found = (after.State.Evaluations[_evaluation].Status, after.State.Evaluations[_evaluation].Scores.Count);

        await after.ExecuteAsync(new ResumeEvaluation(_evaluation) { By = s_ada }, CancellationToken.None);
        await EndAsync(after);

        Assert.Equal(EvaluationStatus.Interrupted, found.Status);
        Assert.InRange(found.Kept, 5, Texts - 1);
        Assert.Equal(Enumerable.Range(0, Texts), (await ScoredAsync()).Order());
    }

    [Fact]
    public async Task Text_ChangedBeforeItsTurn_IsNotJudgedAsIfItWereTheOldOne()
    {
        LiveNotebook notebook = await BeginAsync();
        CellEvaluation begun = notebook.State.Evaluations[_evaluation];
        await notebook.ExecuteAsync(new StopEvaluation(_evaluation) { By = s_ada }, CancellationToken.None);
        EvaluatedText last = begun.Texts[^1];
        await notebook.ExecuteAsync(new EditBranch(last.Cell, last.Branch, "Something else.", BranchId.New()) { By = s_ada }, CancellationToken.None);

        await notebook.ExecuteAsync(new ResumeEvaluation(_evaluation) { By = s_ada }, CancellationToken.None);
        await EndAsync(notebook);

        Assert.Equal("Its text was changed after the evaluation began.", notebook.State.Evaluations[_evaluation].Scores[Texts - 1].Failure);
    }

    /// <summary>An evaluation of many short texts that a person wrote.</summary>
    private async Task<LiveNotebook> BeginAsync()
    {
        LiveNotebook notebook = await OpenAsync();
        CellId write = notebook.State.Order[0];
        BranchId root = BranchId.New();
        await notebook.ExecuteAsync(new WriteBranch(write, root, null, "The old house at the end of the lane") { By = s_ada }, CancellationToken.None);
        BranchId[] branches = [.. Enumerable.Range(0, Texts).Select(_ => BranchId.New())];
        foreach ((BranchId branch, int at) in branches.Select((branch, at) => (branch, at)))
        {
            await notebook.ExecuteAsync(new WriteBranch(write, branch, root, $" had {at + 2} rooms, and in each of them a clock that had stopped.") { By = s_ada }, CancellationToken.None);
        }

        await notebook.ExecuteAsync(new AddCell(_cell, CellKind.Evaluate, write) { By = s_ada }, CancellationToken.None);
        JudgingCriteria criteria = new(true, "", ExampleConstitution.Text, null, ScoreCombination.Mean);
        await notebook.ExecuteAsync(
            new ConfigureCell(_cell, EvaluationSettings.Default with { Criteria = criteria, Target = EvaluationTarget.Chosen, Branches = branches, Alone = true }) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartEvaluation(_evaluation, _cell) { By = s_ada }, CancellationToken.None);
        return notebook;
    }

    private async Task<LiveNotebook> OpenAsync() =>
        await _workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");

    private Task EndAsync(LiveNotebook notebook) =>
        Changes.UntilAsync(notebook, () => notebook.State.Evaluations[_evaluation].Status is EvaluationStatus.Finished or EvaluationStatus.Failed);

    private async Task<IEnumerable<int>> ScoredAsync()
    {
        PostgresEventStore store = _workspace.Services.GetRequiredService<PostgresEventStore>();
        return (await store.ReadStreamAsync(_id.Value, 0, upToVersion: null, CancellationToken.None)).Select(stored => stored.Data).OfType<TextEvaluated>().Select(scored => scored.Text);
    }
}
