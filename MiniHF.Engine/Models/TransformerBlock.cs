namespace MiniHF.Engine.Models;

/// <summary>Attention, then feed-forward, each on the normed stream and added to it.</summary>
public sealed class TransformerBlock
{
    private readonly RmsNormLayer _attentionNorm;
    private readonly SelfAttentionLayer _attention;
    private readonly RmsNormLayer _feedForwardNorm;
    private readonly GatedFeedForwardLayer _feedForward;

    public TransformerBlock(ParameterSource source, ModelConfig config, RotaryEmbedding rotary, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightNames names = config.Names;
        _attentionNorm = new RmsNormLayer(source, names.InBlock(layer, names.AttentionNorm), config.HiddenSize, config.NormEpsilon);
        _attention = new SelfAttentionLayer(source, config, rotary, layer);
        _feedForwardNorm = new RmsNormLayer(source, names.InBlock(layer, names.FeedForwardNorm), config.HiddenSize, config.NormEpsilon);
        _feedForward = new GatedFeedForwardLayer(source, config, layer);
    }

    /// <summary>(N, C) to (N, C). Frees what it needed on the way.</summary>
    public Tensor Forward(Tensor x, AttentionContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        using DisposeScope scope = NewDisposeScope();
        x = x + _attention.Forward(_attentionNorm.Forward(x), context);
        return (x + _feedForward.Forward(_feedForwardNorm.Forward(x))).MoveToOuterDisposeScope();
    }
}
