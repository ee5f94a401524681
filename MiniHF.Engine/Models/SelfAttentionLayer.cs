namespace MiniHF.Engine.Models;

// N tokens, C channels, H heads, D head width

/// <summary>Multi-head attention with rotary positions; several query heads may share a key and value head (Ainslie et al. 2023).</summary>
public sealed class SelfAttentionLayer
{
    private readonly int _layer;
    private readonly int _headSize;
    private readonly RotaryEmbedding _rotary;
    private readonly LinearLayer _query;
    private readonly LinearLayer _key;
    private readonly LinearLayer _value;
    private readonly LinearLayer _output;

    public SelfAttentionLayer(ParameterSource source, ModelConfig config, RotaryEmbedding rotary, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightNames names = config.Names;
        int queryWidth = config.HeadCount * config.HeadSize;
        int keyWidth = config.KeyValueHeadCount * config.HeadSize;
        _layer = layer;
        _headSize = config.HeadSize;
        _rotary = rotary;
        _query = new LinearLayer(source, names.InBlock(layer, names.Query), config.HiddenSize, queryWidth, config.HasAttentionBias);
        _key = new LinearLayer(source, names.InBlock(layer, names.Key), config.HiddenSize, keyWidth, config.HasAttentionBias);
        _value = new LinearLayer(source, names.InBlock(layer, names.Value), config.HiddenSize, keyWidth, config.HasAttentionBias);
        _output = new LinearLayer(source, names.InBlock(layer, names.AttentionOutput), queryWidth, config.HiddenSize, config.HasAttentionBias);
    }

    /// <summary>(N, C) to (N, C).</summary>
    public Tensor Forward(Tensor x, AttentionContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        long tokens = x.size(0);
        Tensor q = _query.Forward(x).view(tokens, -1, _headSize); // (N,H,D)
        Tensor k = _key.Forward(x).view(tokens, -1, _headSize);
        Tensor v = _value.Forward(x).view(tokens, -1, _headSize);
        q = _rotary.Forward(q, context.Positions);
        k = _rotary.Forward(k, context.Positions);
        return _output.Forward(context.Attend(_layer, q, k, v));
    }
}
