namespace MiniHF.Engine.Models;

/// <summary>Attention and a feed-forward layer, each on the normed stream and added to it.</summary>
public sealed class TransformerBlock
{
    private readonly ResidualKind _residual;
    private readonly NormLayer _attentionNorm;
    private readonly SelfAttentionLayer _attention;
    private readonly NormLayer? _feedForwardNorm;
    private readonly FeedForwardLayer _feedForward;

    public TransformerBlock(ParameterSource source, ModelConfig config, RotaryEmbedding? rotary, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightNames names = config.Names;
        _residual = config.Residual;
        _attentionNorm = new NormLayer(source, config, names.InBlock(layer, names.AttentionNorm));
        _attention = new SelfAttentionLayer(source, config, rotary, layer);
        _feedForwardNorm = config.Residual == ResidualKind.Parallel ? null : new NormLayer(source, config, names.InBlock(layer, names.FeedForwardNorm));
        _feedForward = new FeedForwardLayer(source, config, layer);
    }

    internal IEnumerable<LinearLayer> Projections => [.. _attention.Projections, .. _feedForward.Projections];

    /// <summary>(N, C) to (N, C). Frees what it needed on the way.</summary>
    public Tensor Forward(Tensor x, AttentionContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor normed = _attentionNorm.Forward(x);
        Tensor attended = x + _attention.Forward(normed, context);
        Tensor seen = _feedForwardNorm is null ? normed : _feedForwardNorm.Forward(_residual == ResidualKind.Serial ? attended : x);
        return (attended + _feedForward.Forward(seen, context.Adapters)).MoveToOuterDisposeScope();
    }
}
