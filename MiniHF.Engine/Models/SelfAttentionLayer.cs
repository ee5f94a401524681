namespace MiniHF.Engine.Models;

// N tokens, C channels, H heads, D head width

/// <summary>Multi-head attention; several query heads may share a key and value head (Ainslie et al. 2023).</summary>
public sealed class SelfAttentionLayer
{
    private readonly int _layer;
    private readonly int _window;
    private readonly RotaryEmbedding? _rotary;
    private readonly QueryKeyValueProjection _projection;
    private readonly LinearLayer _output;

    /// <param name="source">Where the weights come from.</param>
    /// <param name="rotary">Turns queries and keys by position; null where the embedding has positions in it already.</param>
    public SelfAttentionLayer(ParameterSource source, ModelConfig config, RotaryEmbedding? rotary, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        _layer = layer;
        _window = config.WindowOf(layer);
        _rotary = rotary;
        _projection = new QueryKeyValueProjection(source, config, layer);
        _output = new LinearLayer(
            source, config.Names.InBlock(layer, config.Names.AttentionOutput), config.HeadCount * config.HeadSize, config.HiddenSize,
            config.HasAttentionOutputBias, config.AreBlocksTransposed);
    }

    internal IEnumerable<LinearLayer> Projections => [.. _projection.Projections, _output];

    /// <summary>(N, C) to (N, C).</summary>
    public Tensor Forward(Tensor x, AttentionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (Tensor q, Tensor k, Tensor v) = _projection.Forward(x, context.Adapters); // (N,H,D)
        if (_rotary is not null)
        {
            (q, k) = _rotary.Forward(q, k, context);
        }

        return _output.Forward(context.Attend(_layer, q, k, v, _window), context.Adapters);
    }
}
