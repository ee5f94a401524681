using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Models;

/// <summary>down(f(up(x))), or down(f(gate(x)) · up(x)) where the layer is gated (Shazeer 2020).</summary>
public sealed class FeedForwardLayer
{
    private readonly Activation _activation;
    private readonly LinearLayer? _gate;
    private readonly LinearLayer _up;
    private readonly LinearLayer _down;

    public FeedForwardLayer(ParameterSource source, ModelConfig config, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightNames names = config.Names;
        _activation = config.Activation;
        _gate = config.IsFeedForwardGated ? Widening(names.Gate) : null;
        _up = Widening(names.Up);
        _down = new LinearLayer(
            source, names.InBlock(layer, names.Down), config.FeedForwardSize, config.HiddenSize, config.HasFeedForwardBias, config.AreBlocksTransposed);

        LinearLayer Widening(string name) => new(
            source, names.InBlock(layer, name), config.HiddenSize, config.FeedForwardSize, config.HasFeedForwardBias, config.AreBlocksTransposed);
    }

    internal IEnumerable<LinearLayer> Projections => _gate is null ? [_up, _down] : [_gate, _up, _down];

    public Tensor Forward(Tensor x, AdapterRows? adapters) => _down.Forward(
        _gate is null
            ? nn.functional.activation(_up.Forward(x, adapters), _activation)
            : nn.functional.activation(_gate.Forward(x, adapters), _activation, _up.Forward(x, adapters)),
        adapters);
}
