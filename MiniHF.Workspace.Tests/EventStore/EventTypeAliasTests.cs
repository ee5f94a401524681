using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Tests.EventStore;

public sealed class EventTypeAliasTests
{
    private sealed record BranchGenerated;

    private sealed record LLMNodeRated;

    private sealed record LoRATrainingStarted;

    private sealed record Gpt2Loaded;

    private sealed record RLAIFStepCompleted;

    private sealed record RatingV2Recorded;

    [Theory]
    [InlineData(typeof(BranchGenerated), "branch_generated")]
    [InlineData(typeof(LLMNodeRated), "llm_node_rated")]
    [InlineData(typeof(LoRATrainingStarted), "lo_ra_training_started")]
    [InlineData(typeof(Gpt2Loaded), "gpt_2_loaded")]
    [InlineData(typeof(RLAIFStepCompleted), "rlaif_step_completed")]
    [InlineData(typeof(RatingV2Recorded), "rating_v2_recorded")]
    public void Alias_OfAClass_IsMartens(Type type, string alias) => Assert.Equal(alias, EventTypeAlias.Of(type));

    [Fact]
    public void Registry_AliasTakenTwice_IsRefused()
    {
        EventTypeRegistry registry = new EventTypeRegistry().Add<BranchGenerated>();

        Assert.Throws<ArgumentException>(() => registry.Add<Gpt2Loaded>("branch_generated"));
    }

    [Fact]
    public void Registry_UnknownAlias_FallsBackToTheClrName()
    {
        Assert.Equal(typeof(SampleStarted), new EventTypeRegistry().Find("renamed", "MiniHF.Workspace.Tests.EventStore.SampleStarted, MiniHF.Workspace.Tests"));
    }

    [Fact]
    public void Registry_AliasAndRegisteredClrNameDiffer_TheClrNameWins()
    {
        EventTypeRegistry registry = new EventTypeRegistry().Add<SampleStarted>().Add<SampleNumbered>();

        Assert.Equal(typeof(SampleNumbered), registry.Find("sample_started", "MiniHF.Workspace.Tests.EventStore.SampleNumbered, MiniHF.Workspace.Tests"));
    }

    [Fact]
    public void Registry_NothingKnown_FindsNothing() => Assert.Null(new EventTypeRegistry().Find("order_placed", "Shop.OrderPlaced, Shop"));
}
