using System.IO.Compression;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Evaluation;

/// <summary>The evaluator over the model that ships.</summary>
public sealed class ModelQuestionAnswererTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    private const string Prompt = "The old man sat by the fire.";

    [Fact]
    public async Task Answer_SpeechAndNoSpeech_TellsThemApart()
    {
        EvaluationTemplate template = EvaluationTemplate.FromQuestion("contain dialogue?");
        ModelQuestionAnswerer answerer = new(model.Shared);

        IReadOnlyList<YesNoAnswer> answers = await answerer.AnswerAsync(
            [new Question(template, Prompt, " \"Come in,\" said he, \"and shut the door.\""), new Question(template, Prompt, " The snow fell all that night.")],
            CancellationToken.None);

        Assert.True(answers[0].Logit > 1 && answers[1].Logit < -1, $"{answers[0]} {answers[1]}");
        Assert.All(answers, answer => Assert.InRange(answer.Yes + answer.No, 0.9, 1.000001));
    }

    [Fact]
    public async Task Answer_SharingOnAndOff_IsTheSame()
    {
        Question[] questions =
        [
            .. from question in new[] { "contain dialogue?", "read like a story?", "mention night?" }
               from response in new[] { "", " The snow fell all that night.", " The snow fell all that day, and nobody came." }
               select new Question(EvaluationTemplate.FromQuestion(question), Prompt, response),
        ];
        long before = model.Shared.Engine.TokensReused;

        IReadOnlyList<YesNoAnswer> shared = await new ModelQuestionAnswerer(model.Shared).AnswerAsync(questions, CancellationToken.None);
        IReadOnlyList<YesNoAnswer> again = await new ModelQuestionAnswerer(model.Shared).AnswerAsync(questions, CancellationToken.None);
        IReadOnlyList<YesNoAnswer> unshared = await new ModelQuestionAnswerer(model.Unshared).AnswerAsync(questions, CancellationToken.None);

        Assert.Equal(unshared, shared);
        Assert.Equal(unshared, again);
        Assert.True(model.Shared.Engine.TokensReused > before);
        Assert.Equal(0, model.Unshared.Engine.TokensReused);
    }

    [Fact]
    public async Task Answer_NotAnEvaluatorsSuffix_IsAFailureOrCloseToUndecided()
    {
        ConstitutionEvaluator evaluator = new(Constitution.FromQuestion("contain dialogue?"), ScoreCombination.SoftMin, new ModelQuestionAnswerer(model.Shared, "zq"));

        MiniHF.Engine.Evaluation.Evaluation evaluation = (await evaluator.EvaluateAsync([new EvaluationCase(Prompt, " The snow fell.")], CancellationToken.None))[0];

        Assert.True(evaluation.Failure is not null || Math.Abs(evaluation.Score) < 0.2);
    }

    [Fact]
    public void Encode_TextsLongerThanTheContext_KeepTheirEndsAndTheWholeWording()
    {
        MiniHF.Engine.Tokenization.Tokenizer tokenizer = model.Shared.Tokenizer!;
        EvaluationPrompt prompts = new(tokenizer, contextLength: 300);
        string prompt = string.Concat(Enumerable.Range(0, 500).Select(i => $" prompt{i}"));
        string response = string.Concat(Enumerable.Range(0, 20).Select(i => $" reply{i}"));

        int[] ids = prompts.Encode(new Question(EvaluationTemplate.Default, prompt, response));

        string text = tokenizer.Decode(ids);
        Assert.InRange(ids.Length, 290, 300);
        Assert.EndsWith("read like a story?<|end|>", text, StringComparison.Ordinal);
        Assert.Contains(response, text, StringComparison.Ordinal);
        Assert.Contains(" prompt499\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" prompt300 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_ResponseLongerThanTheContext_KeepsItsEndAndNothingOfThePrompt()
    {
        EvaluationPrompt prompts = new(model.Shared.Tokenizer!, contextLength: 300);
        string response = string.Concat(Enumerable.Repeat("é日🙂 ", 400)) + "end";

        int[] ids = prompts.Encode(new Question(EvaluationTemplate.Default, "A prompt.", response));

        string text = model.Shared.Tokenizer!.Decode(ids);
        Assert.InRange(ids.Length, 290, 300);
        Assert.Contains("end\n=== End Response", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Fact]
    public void Encode_WordingLongerThanTheContext_SaysSo()
    {
        EvaluationPrompt prompts = new(model.Shared.Tokenizer!, contextLength: 40);

        UserFacingException error = Assert.Throws<UserFacingException>(() => prompts.Encode(new Question(EvaluationTemplate.Default, Prompt, "")));

        Assert.EndsWith("the evaluator's context is 40: shorten it.", error.Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public async Task Answer_UnseenExamples_IsRightAsOftenAsTheModelIsSaidToBe()
    {
        EvaluationTemplate whole = EvaluationTemplate.Parse("{text}");
        (string Inputs, string Targets)[] examples = [.. ReadExamples().Take(200)];

        IReadOnlyList<YesNoAnswer> answers = await new ModelQuestionAnswerer(model.Shared).AnswerAsync(
            [.. examples.Select(example => new Question(whole, example.Inputs, ""))], CancellationToken.None);

        double right = examples.Zip(answers).Average(pair => pair.Second.Logit > 0 == (pair.First.Targets == "Yes") ? 1.0 : 0);
        Assert.InRange(right, 0.7, 0.9);
    }

    private static IEnumerable<(string Inputs, string Targets)> ReadExamples()
    {
        using StreamReader lines = new(new GZipStream(File.OpenRead(SharedFiles.PathTo("text", "evaluator_yes_no_valid.jsonl.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is string line)
        {
            using JsonDocument example = JsonDocument.Parse(line);
            yield return (example.RootElement.GetProperty("inputs").GetString()!, example.RootElement.GetProperty("targets").GetString()!);
        }
    }
}
