using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

public sealed class TrainingRecipeTests
{
    public static TheoryData<string, Type> Names { get; } = new()
    {
        { "pretrain", typeof(PretrainRecipe) },
        { "sft-generator", typeof(GeneratorSftRecipe) },
        { "sft-evaluator", typeof(EvaluatorSftRecipe) },
        { "dpo-generator", typeof(DpoRecipe) },
        { "rlaif-generator", typeof(RlaifRecipe) },
        { "grpo-generator", typeof(GrpoRecipe) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_Stored_ComesBackUnderItsFrozenName(string name, Type type)
    {
        TrainingRecipe recipe = Create(type) with { Seed = 7, Steps = 12 };

        string json = JsonSerializer.Serialize(recipe);

        Assert.Contains($"\"recipe\":\"{name}\"", json, StringComparison.Ordinal);
        Assert.Equal(name, recipe.Name);
        TrainingRecipe back = Assert.IsType<TrainingRecipe>(JsonSerializer.Deserialize<TrainingRecipe>(json), exactMatch: false);
        Assert.Equal(json, JsonSerializer.Serialize(back));
        Assert.IsType(type, back);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_OfDefaults_CanBeRun(string name, Type type)
    {
        Assert.NotEmpty(name);
        Assert.Empty(Create(type).FindFaults());
    }

    [Fact]
    public void Recipe_WithSeveralFaults_NamesThemAll()
    {
        GeneratorSftRecipe recipe = new() { BatchSize = 0, LearningRate = 2, Lora = new LoraSettings(Rank: 0) };

        UserFacingException fault = Assert.Throws<UserFacingException>(recipe.Validate);

        Assert.Equal(
            "The recipe sft-generator cannot be run. BatchSize is 0; it must be 1 or more. LearningRate is 2; it must be above 0 and at most 1. Rank is 0; it must be 1 to 1024.",
            fault.Message);
    }

    private static TrainingRecipe Create(Type type) => type == typeof(RlaifRecipe) ? new RlaifRecipe { Constitution = "==[ Principle: a ]==\nIs it?" }
        : type == typeof(GrpoRecipe) ? new GrpoRecipe { Constitution = "==[ Principle: a ]==\nIs it?" }
        : (TrainingRecipe)Activator.CreateInstance(type)!; // every other recipe has a constructor without arguments
}
