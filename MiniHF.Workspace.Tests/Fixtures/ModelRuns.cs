using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>A model's logits for a text, one row a token, by each of the ways there are.</summary>
internal static class ModelRuns
{
    /// <summary>The whole text at once, nothing kept.</summary>
    public static float[][] DenseLogits(CausalLM model, int[] ids)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor logits = model.Forward(tensor([.. ids.Select(id => (long)id)], model.Device), new DenseCausalAttention(1, ids.Length, model.Device));
        return [.. ids.Select((_, row) => logits[row].cpu().data<float>().ToArray())];
    }

    /// <summary>Through the cache, in chunks, with so many other texts in the batch.</summary>
    public static float[][] CachedLogits(CausalLM model, int[] ids, int chunk, int beside)
    {
        using IDisposable noGrad = no_grad();
        using KeyValueStore store = KeyValueStore.For(model);
        KeyValuePath[] paths = [.. Enumerable.Range(0, beside + 1).Select(_ => new KeyValuePath(store))];
        List<float[]> rows = [];
        for (int start = 0; start < ids.Length; start += chunk)
        {
            using DisposeScope scope = NewDisposeScope();
            int count = Math.Min(chunk, ids.Length - start);
            long[] batch = [.. paths.SelectMany((_, text) => ids.Skip(start).Take(count).Select(id => (long)(text == 0 ? id : id / 2)))];
            StepAttention attention = store.Attend([.. paths.Select(path => new CachedSpan(path, count))]);
            Tensor logits = model.Forward(tensor(batch, model.Device), attention);
            attention.Advance();
            rows.AddRange(Enumerable.Range(0, count).Select(row => logits[row].cpu().data<float>().ToArray()));
        }

        foreach (KeyValuePath path in paths)
        {
            path.Dispose();
        }

        return [.. rows];
    }
}
