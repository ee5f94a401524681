using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Models;

// N tokens, C channels, H query heads, K key and value heads, G = H / K, D head width

/// <summary>A token's query, key and value heads, whichever way the checkpoint lays out their weights.</summary>
public sealed class QueryKeyValueProjection
{
    private readonly ProjectionLayout _layout;
    private readonly long _heads;
    private readonly long _keyHeads;
    private readonly long _headSize;
    private readonly LinearLayer[] _layers;

    public QueryKeyValueProjection(ParameterSource source, ModelConfig config, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_layout, _heads, _keyHeads, _headSize) = (config.Projections, config.HeadCount, config.KeyValueHeadCount, config.HeadSize);
        WeightNames names = config.Names;
        _layers = _layout == ProjectionLayout.Separate
            ? [To(names.Query, config.HeadCount), To(names.Key, config.KeyValueHeadCount), To(names.Value, config.KeyValueHeadCount)]
            : [To(names.QueryKeyValue, config.HeadCount + (2 * config.KeyValueHeadCount))];

        LinearLayer To(string name, int heads) => new(
            source, names.InBlock(layer, name), config.HiddenSize, heads * config.HeadSize, config.HasAttentionBias, config.AreBlocksTransposed);
    }

    internal IEnumerable<LinearLayer> Projections => _layers;

    /// <summary>(N, C) to q (N, H, D), k and v (N, K, D). Keys and values are contiguous.</summary>
    public (Tensor Q, Tensor K, Tensor V) Forward(Tensor x, AdapterRows? adapters)
    {
        ArgumentNullException.ThrowIfNull(x);
        long tokens = x.size(0);
        if (_layout == ProjectionLayout.Separate)
        {
            return (Heads(_layers[0]), Heads(_layers[1]), Heads(_layers[2]));
        }

        Tensor joint = _layers[0].Forward(x, adapters);
        if (_layout == ProjectionLayout.Blocks)
        {
            Tensor heads = joint.view(tokens, -1, _headSize); // (N,H+2K,D)
            return (
                heads.narrow(1, 0, _heads),
                heads.narrow(1, _heads, _keyHeads).contiguous(),
                heads.narrow(1, _heads + _keyHeads, _keyHeads).contiguous());
        }

        long group = _heads / _keyHeads;
        Tensor groups = joint.view(tokens, _keyHeads, group + 2, _headSize); // (N,K,G+2,D)
        return (
            groups.narrow(2, 0, group).reshape(tokens, _heads, _headSize),
            groups.select(2, group).contiguous(),
            groups.select(2, group + 1).contiguous());

        Tensor Heads(LinearLayer layer) => layer.Forward(x, adapters).view(tokens, -1, _headSize);
    }
}
