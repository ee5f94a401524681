using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Adapters;

/// <summary>Small models and adapters that change something.</summary>
internal static class AdapterFixture
{
    public static CausalLM Load(string tinyName) => ModelLoader.Load(ModelDirectory.Open(TestModels.Tiny(tinyName)), new EngineOptions { Threads = 1 });

    /// <summary>An adapter as training leaves it: neither factor is zero.</summary>
    public static LoraAdapter Trained(CausalLM model, LoraConfig config, long seed, double strength = 0.3)
    {
        LoraAdapter adapter = LoraAdapter.Create(model, config, seed);
        using IDisposable noGrad = no_grad();
        using Generator generator = new(seed);
        foreach (LoraPair pair in adapter.Pairs.Values)
        {
            pair.B.normal_(0, strength, generator);
        }

        adapter.RefreshId();
        return adapter;
    }

    /// <summary>A directory with an adapter for a small model.</summary>
    public static void Write(string directory, string tinyName, LoraConfig config, long seed, double strength = 0.3)
    {
        using CausalLM model = Load(tinyName);
        using LoraAdapter adapter = Trained(model, config, seed, strength);
        adapter.Save(directory, tinyName);
    }
}
