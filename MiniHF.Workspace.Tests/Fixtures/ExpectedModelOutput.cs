using System.Text.Json;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>What a reference implementation computed for a model: the <c>expected.json</c> beside it.</summary>
/// <param name="Ids">A text.</param>
/// <param name="LastLogits">The logits after its last token, or the first of them.</param>
/// <param name="LogSumExp">Log of the sum of exponentials of the logits at each of its positions.</param>
/// <param name="GreedyPrompt">Another text.</param>
/// <param name="Greedy">The tokens that follow it greedily.</param>
internal sealed record ExpectedModelOutput(int[] Ids, float[] LastLogits, float[] LogSumExp, int[] GreedyPrompt, int[] Greedy)
{
    public static ExpectedModelOutput Read(string directory)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "expected.json")));
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("greedy_24", out JsonElement short24))
        {
            return new ExpectedModelOutput(
                Ints(root.GetProperty("ids")), Floats(root.GetProperty("last_logits")), Floats(root.GetProperty("logsumexp")),
                Ints(root.GetProperty("greedy_prompt")), Ints(short24));
        }

        int[] prompt = Ints(root.GetProperty("prompt_ids"));
        if (root.TryGetProperty("greedy_200", out JsonElement long200))
        {
            return new ExpectedModelOutput(
                Ints(root.GetProperty("logits_ids")), Floats(root.GetProperty("last_logits")), Floats(root.GetProperty("logsumexp")),
                prompt, Ints(long200)[prompt.Length..]);
        }

        int[] greedy = Ints(root.GetProperty("greedy_48"));
        return new ExpectedModelOutput(
            [.. prompt, .. greedy], Floats(root.GetProperty("last_logits_first_32")), Floats(root.GetProperty("logsumexp")), prompt, greedy);
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetSingle())];
}
