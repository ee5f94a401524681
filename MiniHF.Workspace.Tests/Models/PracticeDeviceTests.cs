using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Adapters;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>Models on a device that is not the CPU: nothing reaches for elements from outside or mixes devices, and the numbers are the reference's.</summary>
public sealed class PracticeDeviceTests
{
    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Fact]
    public void Operation_OnTensorsOfTwoDevices_Fails()
    {
        using DisposeScope scope = NewDisposeScope();
        Device device = new(PracticeDevice.Options.Device);
        Tensor there = ones([2, 2], device: device);
        Tensor here = ones([2, 2]);

        Assert.Throws<TorchException>(() => there + here);
        Assert.Contains("cat was given a tensor on cpu", Assert.Throws<TorchException>(() => cat([there, here])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => there.data<float>().Length);
        Assert.Equal(new float[] { 2, 2, 2, 2 }, (there + there).cpu().data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Forward_TinyModel_GivesTheReferencesLogits(string name)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(TestModels.Tiny(name));
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(TestModels.Tiny(name)), PracticeDevice.Options);

        float[][] logits = ModelRuns.CachedLogits(model, expected.Ids, chunk: 3, beside: 1);

        AssertClose(expected.LogSumExp, [.. logits.Select(row => new TokenSampler().LogSumExp(row))], 1e-3f);
        AssertClose(expected.LastLogits, logits[^1][..expected.LastLogits.Length], 1e-3f);
        Assert.All(model.Parameters.Values, parameter => Assert.Equal(DeviceType.PrivateUse1, parameter.device_type));
    }

    [Theory]
    [MemberData(nameof(TinyNames))]
    public async Task Generate_TinyModelGreedy_GivesTheReferencesTokens(string name)
    {
        ExpectedModelOutput expected = ExpectedModelOutput.Read(TestModels.Tiny(name));
        await using TextGenerator generator = await TextGenerator.LoadAsync(TestModels.Tiny(name), PracticeDevice.Options, CancellationToken.None);

        GeneratedText[] texts = await GeneratedText.AllAsync(
            generator,
            new GenerationRequest
            {
                PromptIds = expected.GreedyPrompt,
                Count = 2,
                MaxTokens = expected.Greedy.Length,
                MinTokens = expected.Greedy.Length,
                Sampling = SamplingOptions.Greedy,
            });

        Assert.All(texts, text => Assert.Equal(expected.Greedy, text.TokenIds));
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("int8", "")]
    [InlineData("nf4", "")]
    [InlineData("none", "mine")]
    [InlineData("nf4", "mine")]
    public async Task Generate_BranchesOfOneBeginning_AreAsOnTheCpu(string quantization, string adapter)
    {
        List<GeneratedText[]> runs = [];
        foreach (EngineOptions options in (EngineOptions[])[new EngineOptions { Threads = 1, Precision = "float32" }, PracticeDevice.Options])
        {
            await using TextGenerator generator = await TextGenerator.LoadAsync(TestModels.TinyLlama, options with { Quantization = quantization }, CancellationToken.None);
            using (LoraAdapter made = AdapterFixture.Trained(generator.Base, new LoraConfig { Rank = 4, Alpha = 8, Targets = LoraTargets.AllLinear }, 1))
            {
                generator.AddAdapter("mine", made.Copy());
            }

            runs.Add(await GeneratedText.AllAsync(
                generator,
                new GenerationRequest { PromptIds = [.. Enumerable.Range(10, 40)], Count = 3, MaxTokens = 6, MinTokens = 6, Seed = 5, Adapter = adapter, TopAlternatives = 2 }));
        }

        Assert.Equal(runs[0].Select(text => text.TokenIds), runs[1].Select(text => text.TokenIds));
        Assert.All(runs[0].Zip(runs[1]), pair => AssertClose(pair.First.LogProbabilities, pair.Second.LogProbabilities, 2e-3f));
    }

    [Fact]
    public async Task Generate_InBFloat16_IsTheDefaultThere()
    {
        EngineOptions options = PracticeDevice.Options with { Precision = "auto" };
        await using TextGenerator generator = await TextGenerator.LoadAsync(TestModels.TinyLlama, options, CancellationToken.None);

        GeneratedText[] texts = await GeneratedText.AllAsync(generator, new GenerationRequest { PromptIds = [1, 2, 3], Count = 2, MaxTokens = 4, MinTokens = 4 });

        Assert.Equal(("BFloat16", "privateuseone"), (generator.Model.ComputeType, generator.Model.Device));
        Assert.All(generator.Base.Parameters.Values, parameter => Assert.Equal(bfloat16, parameter.dtype));
        Assert.All(texts, text => Assert.All(text.LogProbabilities, p => Assert.True(float.IsFinite(p))));
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
