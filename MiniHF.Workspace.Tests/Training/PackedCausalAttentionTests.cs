using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Tests.Fixtures;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Training;

public sealed class PackedCausalAttentionTests
{
    private static readonly int[] s_lengths = [5, 12, 1, 9];

    [Fact]
    public void Attend_PackedTexts_GivesEachExactlyWhatItGetsAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(3);
        Tensor q = randn([27, 4, 8], generator: generator);
        Tensor k = randn([27, 2, 8], generator: generator);
        Tensor v = randn([27, 2, 8], generator: generator);

        float[] packed = new PackedCausalAttention(s_lengths).Attend(0, q, k, v, 0).data<float>().ToArray();

        List<float> alone = [];
        int start = 0;
        foreach (int length in s_lengths)
        {
            alone.AddRange(new DenseCausalAttention(1, length).Attend(
                0, q.narrow(0, start, length), k.narrow(0, start, length), v.narrow(0, start, length), 0).contiguous().data<float>());
            start += length;
        }

        Assert.Equal(alone, packed);
    }

    public static TheoryData<string> TinyNames => TestModels.TinyNames;

    [Theory]
    [MemberData(nameof(TinyNames))]
    public void Logits_OfPackedTexts_AreThoseOfEachAlone(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using CausalLM model = CausalLM.CreateRandom(ModelDirectory.Open(TestModels.Tiny(name)).Config, seed: 2);
        using Generator generator = new(4);
        Tensor ids = randint(0, model.Config.VocabularySize, [s_lengths.Sum()], generator: generator);

        Tensor packed = model.Forward(ids, new PackedCausalAttention(s_lengths));

        int start = 0;
        foreach (int length in s_lengths)
        {
            Tensor alone = model.Forward(ids.narrow(0, start, length), new DenseCausalAttention(1, length));
            Assert.True((alone - packed.narrow(0, start, length)).abs().max().item<float>() <= 1e-6f);
            start += length;
        }
    }
}
