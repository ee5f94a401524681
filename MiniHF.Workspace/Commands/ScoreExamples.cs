using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf score --examples</c>: how many questions an evaluator answers rightly, wording by wording.</summary>
internal static class ScoreExamples
{
    /// <summary>Wordings shown; all are in the JSON.</summary>
    private const int MostShown = 40;

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="MiniHF.Engine.UserFacingException">A file cannot be read, or holds no such question.</exception>
    public static async Task<string> RunAsync(TextGenerator model, AdapterDescription? adapter, string suffix, IEnumerable<string> files, bool isJson, CancellationToken ct)
    {
        DataItem[] items = [.. files.SelectMany(file => DataFileReader.Read(new DataSource(file), ct).Items)];
        Action<string> progress = DbProgress.Create("score");
        ExamResult result = await EvaluatorExam.RunAsync(
            new ModelQuestionAnswerer(model, suffix, adapter?.Name ?? ""), items,
            (done, all) => progress(string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} questions")), ct);
        DbProgress.End();
        return isJson
            ? JsonSerializer.Serialize(
                new Shown(
                    model.Model.Name, AdapterArgument.ShortName(adapter), result.Total.Asked, result.Total.Right, result.Total.Accuracy, result.Unusable,
                    [.. result.Questions.Select(question => new ShownQuestion(
                        question.Key, question.Value.Asked, question.Value.Right, question.Value.Accuracy, question.Value.Yes, question.Value.SaidYes))]),
                s_format)
            : Describe(result);
    }

    private static string Describe(ExamResult result)
    {
        StringBuilder text = new();
        foreach ((string question, ExamTally tally) in result.Questions.Take(MostShown))
        {
            text.AppendLine(Line(tally, question));
        }

        if (result.Questions.Count > MostShown)
        {
            ExamTally rest = result.Questions.Skip(MostShown).Aggregate(default(ExamTally), (sum, question) => sum + question.Value);
            text.AppendLine(Line(rest, string.Create(CultureInfo.InvariantCulture, $"{result.Questions.Count - MostShown} more, each asked less often (--json has them)")));
        }

        if (result.Unusable > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{result.Unusable:N0} items hold no question with yes or no for an answer.");
        }

        return text.Append(Line(result.Total, "all together")).ToString();
    }

    private static string Line(ExamTally tally, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.Accuracy,7:0.0%}  {tally.Right,6:N0} of {tally.Asked,6:N0}  yes is right for {tally.Yes / (double)Math.Max(1, tally.Asked),4:0%}, said for {tally.SaidYes / (double)Math.Max(1, tally.Asked),4:0%}  {what}");

    /// <param name="Adapter">Name of the adapter's directory; null for none.</param>
    /// <param name="Accuracy">Share of the questions answered rightly.</param>
    /// <param name="Unusable">Items that are no question with yes or no for an answer.</param>
    private sealed record Shown(string Model, string? Adapter, int Asked, int Right, double Accuracy, int Unusable, IReadOnlyList<ShownQuestion> Questions);

    /// <param name="Yes">How many are rightly answered with yes.</param>
    /// <param name="SaidYes">How many were.</param>
    private sealed record ShownQuestion(string Question, int Asked, int Right, double Accuracy, int Yes, int SaidYes);
}
