using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>How many questions a second an evaluator answers, and how many of them rightly.</summary>
internal static class ScoreBenchmark
{
    private const int BatchSize = 50;
    private const string Prompt = "The old man sat by the fire, and the rest of the company drew near to hear his story. It was late, and the wind was in the chimney.";

    private static readonly string[] s_questions =
        ["read like a story?", "contain dialogue?", "mention night?", "make sense?", "have a happy or cheerful mood?", "mention the sea?", "read as good prose?", "use the first person?"];

    private static readonly string[] s_responses =
        [" \"Come in,\" said he.", " The snow fell all that night.", " He had been to sea as a boy.", " I was the youngest, and laughed.", " Nobody spoke.", " It began in the spring."];

    /// <param name="Questions">Asked in one call.</param>
    internal sealed record Run(int Questions, double QuestionsPerSecond, long TokensComputed, long TokensReused);

    /// <param name="Rightly">Share answered as labelled.</param>
    /// <param name="AlwaysNo">Share that "no" would be right for.</param>
    internal sealed record Accuracy(int Examples, double Rightly, double AlwaysNo, double QuestionsPerSecond);

    /// <param name="Accuracy">Null where no examples were given.</param>
    internal sealed record Report(string Model, int Cores, Run Shared, Run Unshared, Accuracy? Accuracy);

    public static async Task<Report> RunAsync(string directory, EngineOptions options, string? examples, Action<string> step, CancellationToken ct)
    {
        await using TextGenerator shared = await TextGenerator.LoadAsync(directory, options, ct);
        step($"{s_questions.Length} questions about {s_responses.Length} texts, sharing");
        Run with = await AskAsync(shared, ct);
        step("the same, every question by itself");
        await using TextGenerator unshared = await TextGenerator.LoadAsync(directory, options with { PrefixMegabytes = 0 }, ct);
        Run without = await AskAsync(unshared, ct);
        return new Report(
            shared.Model.Name, Environment.ProcessorCount, with, without, examples is null ? null : await ExamineAsync(shared, examples, step, ct));
    }

    private static async Task<Run> AskAsync(TextGenerator model, CancellationToken ct)
    {
        Question[] questions =
        [
            .. from wording in s_questions
               from response in s_responses
               select new Question(EvaluationTemplate.FromQuestion(wording), Prompt, response),
        ];
        await model.Engine.Threads;
        long start = Stopwatch.GetTimestamp();
        await new ModelQuestionAnswerer(model).AnswerAsync(questions, ct);
        return new Run(questions.Length, questions.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, model.Engine.TokensComputed, model.Engine.TokensReused);
    }

    private static async Task<Accuracy> ExamineAsync(TextGenerator model, string file, Action<string> step, CancellationToken ct)
    {
        ModelQuestionAnswerer answerer = new(model);
        EvaluationTemplate whole = EvaluationTemplate.Parse("{text}");
        (int asked, int rightly, int no) = (0, 0, 0);
        long start = Stopwatch.GetTimestamp();
        foreach ((string Inputs, bool IsYes)[] batch in ReadExamples(file).Chunk(BatchSize))
        {
            IReadOnlyList<YesNoAnswer> answers = await answerer.AnswerAsync([.. batch.Select(example => new Question(whole, example.Inputs, ""))], ct);
            asked += batch.Length;
            rightly += batch.Zip(answers).Count(pair => pair.Second.Logit > 0 == pair.First.IsYes);
            no += batch.Count(example => !example.IsYes);
            step(string.Create(CultureInfo.InvariantCulture, $"{asked} examples, {rightly / (double)asked:P1} rightly"));
        }

        return asked > 0
            ? new Accuracy(asked, rightly / (double)asked, no / (double)asked, asked / Stopwatch.GetElapsedTime(start).TotalSeconds)
            : throw new UserFacingException($"{file} holds no examples.");
    }

    private static IEnumerable<(string Inputs, bool IsYes)> ReadExamples(string file)
    {
        int number = 0;
        foreach (string line in ReadLines(file))
        {
            number++;
            Example? example = Parse(line);
            yield return example is { Inputs: { } inputs, Targets: { } targets }
                ? (inputs, targets.Trim().StartsWith("yes", StringComparison.OrdinalIgnoreCase))
                : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {number}: not an object with \"inputs\" and \"targets\"."));
        }
    }

    private static List<string> ReadLines(string file)
    {
        try
        {
            using FileStream raw = File.OpenRead(file);
            using Stream stream = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            using StreamReader reader = new(stream);
            List<string> lines = [];
            while (reader.ReadLine() is string line)
            {
                lines.Add(line);
            }

            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserFacingException($"{file}: cannot be read ({e.Message})", e);
        }
    }

    private static Example? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Example>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Example(string? Inputs, string? Targets);
}
