using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class SuppressedTokenTests
{
    [Fact]
    public async Task Generate_SuppressedToken_IsNeverDrawnThoughItIsTheMostProbable()
    {
        string folder = Directory.CreateTempSubdirectory("minihf-suppressed-").FullName;
        foreach (string file in Directory.EnumerateFiles(TestModels.TinyLlama))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        GenerationRequest request = new() { PromptIds = [9, 8, 7], Count = 1, MaxTokens = 1, TopAlternatives = 2, Sampling = SamplingOptions.Greedy };
        GeneratedPiece free = await FirstAsync(folder, request);
        File.WriteAllText(Path.Combine(folder, "generation_config.json"), $"{{\"suppress_tokens\": [{free.TokenId}]}}");

        GeneratedPiece bound = await FirstAsync(folder, request);

        // The second best is drawn; what is told of the model's opinion stays the same.
        Assert.Equal(free.Alternatives[1].TokenId, bound.TokenId);
        Assert.Equal(free.Alternatives, bound.Alternatives);
        Assert.Equal(free.Alternatives[1].LogProbability, bound.LogProbability);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void EmbeddedModel_SuppressesTheMarksOfItsQuestions()
    {
        ModelConfig config = ModelDirectory.Open(LanguageModels.Embedded).Config;
        Tokenizer tokenizer = Tokenizer.Load(Path.Combine(LanguageModels.Embedded, "tokenizer.json"));

        int[] marks = [.. Enumerable.Range(0, config.VocabularySize).Where(id => tokenizer.Decode([id]).Contains('=', StringComparison.Ordinal))];

        Assert.Equal([1, .. marks], config.SuppressedTokens);
        Assert.Equal([0], config.EndOfText);
    }

    private static async Task<GeneratedPiece> FirstAsync(string directory, GenerationRequest request)
    {
        await using TextGenerator generator = await TextGenerator.LoadAsync(directory, new EngineOptions(), CancellationToken.None);
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, CancellationToken.None))
        {
            return piece;
        }

        throw new InvalidOperationException("Nothing was generated.");
    }
}
