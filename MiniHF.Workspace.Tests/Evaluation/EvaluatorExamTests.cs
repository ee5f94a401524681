using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class EvaluatorExamTests
{
    [Fact]
    public async Task Run_ExamplesAndRatedItems_AreCountedByWordingTheOftenestFirst()
    {
        ScriptedAnswerer says = new(text => text.Contains("good", StringComparison.Ordinal) ? new YesNoAnswer(0.6, 0.2) : new YesNoAnswer(0.1, 0.8));
        DataItem[] items =
        [
            new ExampleItem("A good text.\n\nmake sense?", "Yes"),
            new ExampleItem("A good text.\n\nmake sense?\n", " no "),
            new ExampleItem("A text.\n\ncontain speech?", "No"),
            new RatedItem("Once", "a good end", IsGood: true, "contain speech?"),
            new ExampleItem("A text.\n\nmake sense?", "NO"),
            new ExampleItem("How many?", "Four"),
            new TextItem("A text."),
        ];
        List<(int Done, int All)> told = [];

        ExamResult result = await EvaluatorExam.RunAsync(says, items, (done, all) => told.Add((done, all)), CancellationToken.None);

        Assert.Equal(
            [KeyValuePair.Create("make sense?", new ExamTally(3, 2, 1, 2)), KeyValuePair.Create("contain speech?", new ExamTally(2, 2, 1, 1))],
            result.Questions);
        Assert.Equal(new ExamTally(5, 4, 2, 3), result.Total);
        Assert.Equal(0.8, result.Total.Accuracy);
        Assert.Equal(2, result.Unusable);
        Assert.Equal([(5, 5)], told);
    }

    [Fact]
    public async Task Run_AnswerThatIsNoNumber_IsWrong()
    {
        ScriptedAnswerer broken = new(_ => new YesNoAnswer(double.NaN, double.NaN));

        ExamResult result = await EvaluatorExam.RunAsync(broken, [new ExampleItem("q?", "No")], null, CancellationToken.None);

        Assert.Equal(0, result.Total.Right);
    }

    [Fact]
    public async Task Run_NoQuestion_SaysWhatIsNeeded()
    {
        UserFacingException error = await Assert.ThrowsAnyAsync<UserFacingException>(() => EvaluatorExam.RunAsync(
            new ScriptedAnswerer(_ => default), [new TextItem("A text.")], null, CancellationToken.None));

        Assert.StartsWith("There is no question here with yes or no for an answer", error.Message, StringComparison.Ordinal);
    }
}
