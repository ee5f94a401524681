using System.Text;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Weave;

/// <summary>
/// Continues nodes with a language model. Texts are decided by the search's seed and the node, so an expansion that was cut off
/// comes out the same again.
/// </summary>
public sealed class ModelBranchWriter : IBranchWriter
{
    private readonly ITextGenerator _generator;
    private readonly SamplingOptions _sampling;
    private readonly Tokenizer? _tokenizer;
    private readonly IProgress<WeaveProgress>? _progress;
    private readonly string _adapter;

    /// <param name="tokenizer">
    /// The generator's, where it is known: a branch is then continued from the very tokens it was written as, and what was
    /// computed of them is used again. Without it, from its text.
    /// </param>
    /// <param name="adapter">Name or id of an adapter loaded on the generator; empty for the model as it is.</param>
    public ModelBranchWriter(
        ITextGenerator generator,
        SamplingOptions? sampling = null,
        Tokenizer? tokenizer = null,
        IProgress<WeaveProgress>? progress = null,
        string adapter = "")
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(adapter);
        _generator = generator;
        _sampling = sampling ?? DefaultSampling;
        _tokenizer = tokenizer;
        _progress = progress;
        _adapter = adapter;
    }

    public RequestCost Cost { get; private set; }

    /// <summary>What the original draws the texts of a search with.</summary>
    public static SamplingOptions DefaultSampling { get; } = new(Temperature: 1, TopK: 50, RepetitionPenalty: 1.02);

    public async Task<IReadOnlyList<BranchText>> WriteAsync(WeaveSearch search, ExpandNode step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(step);
        WeaveParameters parameters = search.Parameters;
        GenerationRequest request = new()
        {
            Prompt = search.Prompt + search.BranchText(step.NodeId),
            PromptIds = TokensOf(search, step.NodeId),
            Count = step.Count,
            MaxTokens = parameters.Tokens,
            MinTokens = parameters.AllowEndOfText ? 0 : parameters.Tokens,
            Sampling = _sampling,
            Adapter = _adapter,
            Seed = GumbelStream.TextSeed(search.Seed, step.NodeId),
            Truncation = PromptTruncation.Left,
        };

        Draft[] drafts = [.. Enumerable.Range(0, step.Count).Select(_ => new Draft())];
        RequestCost cost = default;
        await foreach (GeneratedPiece piece in _generator.GenerateAsync(request, ct).ConfigureAwait(false))
        {
            cost = piece.Cost ?? cost;
            drafts[piece.Index].Add(piece);
            _progress?.Report(new WeaveProgress(step.NodeId, piece));
        }

        Cost += cost;
        return [.. drafts.Select(draft => draft.ToBranch())];
    }

    private int[]? TokensOf(WeaveSearch search, int nodeId)
    {
        WeaveNode[] branch = [.. search.Path(nodeId).Skip(1)];
        return _tokenizer is not null && branch.All(node => node.TokenIds.Count > 0)
            ? [.. _tokenizer.EncodeToIds(search.Prompt, addSpecialTokens: true), .. branch.SelectMany(node => node.TokenIds)]
            : null;
    }

    private sealed class Draft
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _ids = [];
        private readonly List<float> _logProbabilities = [];
        private bool _ends;

        public void Add(GeneratedPiece piece)
        {
            _text.Append(piece.Text);
            _ends |= piece.Finish is FinishReason.EndOfText;
            if (piece.TokenId >= 0 && piece.Finish is not FinishReason.EndOfText)
            {
                _ids.Add(piece.TokenId);
                _logProbabilities.Add(piece.LogProbability);
            }
        }

        public BranchText ToBranch() => new(_text.ToString(), _ids, _ends) { LogProbabilities = _logProbabilities };
    }
}
