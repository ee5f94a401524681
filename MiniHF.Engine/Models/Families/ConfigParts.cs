using System.Globalization;

namespace MiniHF.Engine.Models.Families;

/// <summary>What the families' configurations have in common.</summary>
internal static class ConfigParts
{
    /// <summary>Activations by the names that Hugging Face's files use.</summary>
    private static readonly Dictionary<string, Activation> s_activations = new(StringComparer.Ordinal)
    {
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["gelu"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_fast"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["relu"] = Activation.Relu,
    };

    public static Activation ReadActivation(JsonConfigFile file, string key, string otherwise)
    {
        string name = file.Text(key, otherwise);
        return s_activations.TryGetValue(name, out Activation activation)
            ? activation
            : throw file.Fault(key, $"is \"{name}\"; these can be run: {string.Join(", ", s_activations.Keys)}");
    }

    /// <summary>The width of a head where the file does not say: the stream's, shared evenly.</summary>
    public static int HeadSize(JsonConfigFile file, string hiddenKey, int hidden, int heads) => hidden % heads == 0
        ? hidden / heads
        : throw file.Fault(hiddenKey, string.Create(CultureInfo.InvariantCulture, $"is {hidden}, which {heads} heads cannot share evenly"));

    /// <summary>Refuses a model that needs what is not there, rather than computing something else.</summary>
    public static void Require(JsonConfigFile file, string key, bool value, bool otherwise)
    {
        if (file.Flag(key, otherwise) != value)
        {
            throw file.Fault(key, $"is {(value ? "false" : "true")}, which cannot be run");
        }
    }
}
