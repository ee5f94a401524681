using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Threading.Channels;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Decide;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Growths, searches and evaluations on their way from the pages to the service that runs them.</summary>
internal sealed class WorkQueue(ModelLibrary models, ServerIdentity server)
{
    private readonly Channel<NotebookJob> _jobs = Channel.CreateUnbounded<NotebookJob>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<NotebookJob> Jobs => _jobs.Reader;

    /// <summary>Never full: what bounds it is how fast people ask. After the service stopped, the next server finds the work interrupted.</summary>
    public void Enqueue(NotebookJob job) => _jobs.Writer.TryWrite(job);

    /// <summary>The facts of a decision that names this server and no model.</summary>
    public GrowthFacts WithoutModel() => new(0, "", "", server.Id);

    /// <summary>Loads what writes and what judges, with their adapters, and draws a seed.</summary>
    public async Task<GrowthFacts> FindFactsAsync(ModelsAsked asked, CancellationToken ct)
    {
        ITextGenerator generator = await models.LoadAsync(asked.Model, ct).ConfigureAwait(false);
        ModelFact? evaluator = asked.Evaluator.Length == 0 ? null
            : new ModelFact(models.ResolveName(asked.Evaluator), (await models.LoadAsync(asked.Evaluator, ct).ConfigureAwait(false)).Model.Hash);
        // 53 bits: a seed is shown in pages and JSON, where numbers are doubles.
        long seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))) & ((1L << 53) - 1);
        return new GrowthFacts(seed, models.ResolveName(asked.Model), generator.Model.Hash, server.Id)
        {
            Adapter = await FindAdapterAsync(asked.Model, asked.Adapter, ct).ConfigureAwait(false),
            Evaluator = evaluator,
            EvaluatorAdapter = await FindAdapterAsync(evaluator?.Name ?? asked.Model, asked.EvaluatorAdapter, ct).ConfigureAwait(false),
        };
    }

    /// <summary>The adapter that judges, by what was chosen (<see cref="ModelLibrary.ResolveJudgeAsync"/>).</summary>
    public Task<string> ResolveJudgeAsync(string model, string chosen, CancellationToken ct) => models.ResolveJudgeAsync(model, chosen, ct);

    /// <summary>What tokens read as that go on from a text.</summary>
    public async Task<string> SpellAsync(string model, string prompt, IReadOnlyList<int> tokenIds, CancellationToken ct) =>
        (await models.LoadAsync(model, ct).ConfigureAwait(false)).TextAfter(prompt, tokenIds);

    private async Task<AdapterFact?> FindAdapterAsync(string model, string adapter, CancellationToken ct) =>
        await models.LoadAdapterAsync(model, adapter, ct).ConfigureAwait(false) is { } loaded ? new AdapterFact(loaded.Name, loaded.Id) : null;
}
