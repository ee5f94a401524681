using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Working;

namespace MiniHF.Workspace.Notebooks.Naming;

/// <summary>
/// Lets a model think of names for branches, some at a time, each stored when it is there. A server that goes away leaves the others
/// without: asking again names them.
/// </summary>
internal sealed record NamingJob(LiveNotebook Notebook, CellId Cell, IReadOnlyList<BranchId> Branches, NamingProvenance Provenance, PersonId By)
    : NotebookJob(Notebook)
{
    private const int AtOnce = 4;

    public override async Task RunAsync(ModelLibrary models, Guid server, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        using IDisposable hold = Notebook.Hold();
        try
        {
            ITextGenerator generator = await models.LoadAsync(Provenance.Model, stopping).ConfigureAwait(false);
            await models.RequireAdapterAsync(Provenance.Model, Provenance.Adapter, Provenance.AdapterId, stopping).ConfigureAwait(false);
            foreach (BranchId[] some in Branches.Chunk(AtOnce))
            {
                NamedBranch[] named = await Task.WhenAll(some.Select(branch => NameAsync(generator, branch, stopping))).ConfigureAwait(false);
                await Notebook.RecordAsync(
                    Guid.CreateVersion7(),
                    state => Fitting(state, [.. named.Where(one => one.Name.Length > 0)]),
                    stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; what has a name keeps it.
        }
        catch (Exception e)
        {
            Log.NamingFailed(logger, e, Notebook.Id.Value);
        }
        finally
        {
            Notebook.EndNaming(Branches);
        }
    }

    private async Task<NamedBranch> NameAsync(ITextGenerator generator, BranchId id, CancellationToken ct)
    {
        string text = Tree(Notebook.State)?.Branches.GetValueOrDefault(id)?.Text ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return new NamedBranch(id, "");
        }

        GenerationRequest request = new()
        {
            Prompt = NamePrompt.Create(text),
            Count = 1,
            MaxTokens = NamePrompt.Tokens,
            Sampling = new SamplingOptions(Temperature: 0),
            Adapter = Provenance.AdapterId,
            Truncation = PromptTruncation.Left,
        };
        string answer = "";
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct).ConfigureAwait(false))
        {
            answer += piece.Text;
        }

        return new NamedBranch(id, NamePrompt.Read(answer));
    }

    /// <summary>What a person has named in the meantime stays as they named it.</summary>
    private NotebookEvent[] Fitting(NotebookState state, NamedBranch[] named)
    {
        NamedBranch[] fitting = [.. named.Where(one => Tree(state)?.Branches.GetValueOrDefault(one.Branch) is { } branch && branch.Name?.Provenance is not null == branch.Name is not null)];
        return fitting.Length == 0 ? [] : [new BranchesNamed(Cell, fitting, Provenance) { By = By }];
    }

    private BranchTree? Tree(NotebookState state) => (state.Cells.GetValueOrDefault(Cell) as WriteCell)?.Tree;
}
