using MiniHF.Engine;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class GenerationRequestTests
{
    private static readonly GenerationRequest s_good = new() { Prompt = "Once" };

    public static TheoryData<GenerationRequest, string> Faults => new()
    {
        { s_good with { Prompt = "" }, "The prompt is empty: give the text to continue." },
        { s_good with { PromptIds = [] }, "The prompt is empty: give the text to continue." },
        { s_good with { Count = 0 }, "The number of continuations is 0; it must be 1 to 1024." },
        { s_good with { MaxTokens = 0 }, "The number of tokens is 0; it must be 1 or more." },
        { s_good with { Sampling = new SamplingOptions(Temperature: -1.5) }, "The temperature is -1.5; it must be 0 (greedy) or more." },
        { s_good with { Sampling = new SamplingOptions(Temperature: double.NaN) }, "The temperature is NaN; it must be 0 (greedy) or more." },
        { s_good with { Sampling = new SamplingOptions(TopK: -1) }, "The top-k is -1; it must be 0 (off) or more." },
        { s_good with { Sampling = new SamplingOptions(TopP: 0) }, "The top-p is 0; it must be above 0, up to 1 (off)." },
        { s_good with { Sampling = new SamplingOptions(MinP: 1) }, "The min-p is 1; it must be 0 (off) up to, not including, 1." },
        { s_good with { Sampling = new SamplingOptions(RepetitionPenalty: 0) }, "The repetition penalty is 0; it must be above 0; 1 is off." },
        { s_good with { StopStrings = [""] }, "A stop string is empty: leave it out." },
        { s_good with { Indices = [1, 1] }, "The continuations to grow must be different whole numbers from 0." },
        { s_good with { Resumed = [[1]] }, "1 beginnings were given for 4 continuations: give one for each, or none." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Validate_FaultySetting_NamesItAndWhatIsAllowed(GenerationRequest request, string message)
    {
        Assert.Equal(message, Assert.Throws<UserFacingException>(request.Validate).Message);
    }

    [Fact]
    public void Validate_DefaultsWithAPrompt_AreFine()
    {
        s_good.Validate();
    }
}
