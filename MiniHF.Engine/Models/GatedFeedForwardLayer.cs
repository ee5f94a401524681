namespace MiniHF.Engine.Models;

/// <summary>down(silu(gate(x)) · up(x)): SwiGLU (Shazeer 2020).</summary>
public sealed class GatedFeedForwardLayer
{
    private readonly LinearLayer _gate;
    private readonly LinearLayer _up;
    private readonly LinearLayer _down;

    public GatedFeedForwardLayer(ParameterSource source, ModelConfig config, int layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        WeightNames names = config.Names;
        _gate = new LinearLayer(source, names.InBlock(layer, names.Gate), config.HiddenSize, config.FeedForwardSize, config.HasFeedForwardBias);
        _up = new LinearLayer(source, names.InBlock(layer, names.Up), config.HiddenSize, config.FeedForwardSize, config.HasFeedForwardBias);
        _down = new LinearLayer(source, names.InBlock(layer, names.Down), config.FeedForwardSize, config.HiddenSize, config.HasFeedForwardBias);
    }

    public Tensor Forward(Tensor x)
    {
        Tensor gate = nn.functional.silu(_gate.Forward(x));
        return _down.Forward(gate * _up.Forward(x));
    }
}
