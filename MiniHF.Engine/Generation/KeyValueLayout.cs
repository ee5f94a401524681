using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>The shape of the keys and values a model keeps for a token.</summary>
/// <param name="Layers">Blocks of the model.</param>
/// <param name="Heads">Key and value heads.</param>
/// <param name="HeadSize">Width of a head.</param>
/// <param name="Type">Type of the numbers.</param>
public sealed record KeyValueLayout(int Layers, int Heads, int HeadSize, ScalarType Type)
{
    /// <summary>Tokens a tail segment has room for: growing a text by one takes no memory most of the time, and never a copy.</summary>
    public const int BlockLength = 64;

    /// <summary>Bytes one token takes in all layers, and every later token of its text reads.</summary>
    public long TokenBytes => 2L * Layers * Heads * HeadSize * (Type == bfloat16 ? 2 : 4);

    public static KeyValueLayout Of(CausalLM model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new KeyValueLayout(model.Config.LayerCount, model.Config.KeyValueHeadCount, model.Config.HeadSize, model.ComputeType);
    }
}
