using MiniHF.Engine;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class ConstitutionEvaluatorTests
{
    private static readonly Constitution s_signed = Constitution.Parse("""
        ==[Principle: Sense; Weight: 1.0; Answer: Yes]==
        {response} sense?
        ==[Principle: Slop; Weight: 0.5; Answer: No]==
        {response} slop?
        """);

    private static readonly EvaluationCase[] s_cases = [new("P", "good"), new("P", "bad")];

    [Fact]
    public async Task Evaluate_SignsAndWeights_AreHonoured()
    {
        ScriptedAnswerer answerer = new(question => question switch
        {
            "good sense?" => new YesNoAnswer(0.8, 0.2),
            "good slop?" => new YesNoAnswer(0.2, 0.8),
            "bad sense?" => new YesNoAnswer(0.8, 0.2),
            _ => new YesNoAnswer(0.8, 0.2),
        });

        IReadOnlyList<MiniHF.Engine.Evaluation.Evaluation> evaluations =
            await new ConstitutionEvaluator(s_signed, ScoreCombination.SoftMin, answerer).EvaluateAsync(s_cases, CancellationToken.None);

        double sure = Math.Log(4);
        Assert.Equal(sure, evaluations[0].Score, 1e-12);
        Assert.Equal(CombinedScore.SoftMin([sure, -sure], [1, 0.5]), evaluations[1].Score, 1e-12);
        Assert.Equal([("Sense", 1, 1.0), ("Slop", -1, 0.5)], evaluations[1].Principles.Select(principle => (principle.Name, principle.Sign, principle.Weight)));
        Assert.All(evaluations[1].Principles, principle => Assert.Equal(sure, principle.Logit, 1e-12));
    }

    [Fact]
    public async Task Evaluate_Mean_IsTheWeightedMeanOfSignedLogits()
    {
        ScriptedAnswerer answerer = new(_ => new YesNoAnswer(0.8, 0.2));

        IReadOnlyList<MiniHF.Engine.Evaluation.Evaluation> evaluations =
            await new ConstitutionEvaluator(s_signed, ScoreCombination.Mean, answerer).EvaluateAsync(s_cases[..1], CancellationToken.None);

        Assert.Equal(Math.Log(4) * (1 - 0.5) / 1.5, evaluations.Single().Score, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(1e-7, 1e-7)]
    public async Task Evaluate_UnusableAnswer_FailsThatCaseOnly(double yes, double no)
    {
        ScriptedAnswerer answerer = new(question => question == "bad slop?" ? new YesNoAnswer(yes, no) : new YesNoAnswer(0.8, 0.2));

        IReadOnlyList<MiniHF.Engine.Evaluation.Evaluation> evaluations =
            await new ConstitutionEvaluator(s_signed, ScoreCombination.SoftMin, answerer).EvaluateAsync(s_cases, CancellationToken.None);

        Assert.Null(evaluations[0].Failure);
        Assert.StartsWith("Asked \"Slop\", the model", evaluations[1].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_Bayes_AsksTheEvidenceUnderBothAnswers()
    {
        Constitution constitution = Constitution.Parse("""
            ==[PREAMBLE]==
            {response}:
            ==[Principle: Main]==
            {preamble} good?
            ==[Principle: First]==
            {preamble} {parent_q} one?
            ==[Principle: Second]==
            {preamble} {parent_q} two?
            """);
        ScriptedAnswerer answerer = new(question => question switch
        {
            "good: good?" => new YesNoAnswer(0.6, 0.4),
            "good: good? Yes. one?" => new YesNoAnswer(0.8, 0.2),
            "good: good? No. one?" => new YesNoAnswer(0.3, 0.7),
            "good: good? Yes. two?" => new YesNoAnswer(0.7, 0.3),
            "good: good? No. two?" => new YesNoAnswer(0.6, 0.4),
            _ => throw new InvalidOperationException(question),
        });

        IReadOnlyList<MiniHF.Engine.Evaluation.Evaluation> evaluations =
            await ConstitutionEvaluator.Create(constitution, ScoreCombination.Bayes, answerer).EvaluateAsync(s_cases[..1], CancellationToken.None);

        Assert.Equal(0.823529, evaluations.Single().Probability, 1e-6);
    }

    [Fact]
    public void Create_BayesWithoutParentQuestion_NamesThePrinciple()
    {
        UserFacingException error = Assert.Throws<UserFacingException>(() => ConstitutionEvaluator.Create(s_signed, ScoreCombination.Bayes, new ScriptedAnswerer(_ => default)));

        Assert.Equal("The principle \"Slop\" (line 3) lacks {parent_q}: a Bayesian evaluation asks it after \"Sense\" was answered, once with Yes and once with No.", error.Message);
    }
}
