using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class AnswerTokensTests
{
    [Fact]
    public void Find_EmbeddedModel_AreTheWordsWholeWhereItHasThem()
    {
        Tokenizer tokenizer = Tokenizer.Load(LanguageModels.Embedded);

        AnswerTokens tokens = AnswerTokens.Find(tokenizer, EvaluationPrompt.DefaultSuffix);

        Assert.Contains("Yes", tokens.Yes.Select(tokenizer.TokenOf));
        Assert.Contains("No", tokens.No.Select(tokenizer.TokenOf));
    }

    // The original's tables also hold the words after a space and the like, which do not follow its suffix.
    [SharedTheory]
    [InlineData("gpt2", new[] { 3363, 3763, 5297, 8505, 21560, 43335 }, new[] { 645, 1400, 2949, 3919, 8005, 15285 })]
    [InlineData("gpt-neox-20b", new[] { 4374, 4754, 6279, 9820, 22487, 24239 }, new[] { 642, 1621, 2302, 2369, 7651, 7716 })]
    [InlineData("falcon", new[] { 4879, 5007, 5159, 9109, 31792, 41489 }, new[] { 658, 1684, 2749, 2929, 9395, 10630 })]
    [InlineData("llama2", new[] { 3582, 3869, 4874, 8241, 21143, 22483 }, new[] { 694, 1217, 1939, 3782, 6632, 11698 })]
    public void Find_OriginalsTokenizer_AreOfItsTable(string tokenizer, int[] yes, int[] no)
    {
        AnswerTokens tokens = AnswerTokens.Find(Tokenizer.Load(SharedFiles.PathTo("tokenizers", tokenizer)), EvaluationPrompt.DefaultSuffix);

        Assert.Equal((3, 3), (tokens.Yes.Count, tokens.No.Count));
        Assert.Subset(yes.ToHashSet(), tokens.Yes.ToHashSet());
        Assert.Subset(no.ToHashSet(), tokens.No.ToHashSet());
    }
}
