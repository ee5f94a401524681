using MiniHF.Workspace.Components.Rating;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Ratings;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Ratings;

public sealed class RatingReportTests
{
    private readonly JudgementScript _book = new();

    private RatingReport Report => RatingReport.Of(_book.State, _book.Settings, _book.Rate);

    [Fact]
    public void Report_OfPairs_CountsPeopleAgreementAndSides()
    {
        (BranchId a, BranchId b, BranchId c) = (_book.Texts[0], _book.Texts[1], _book.Texts[2]);
        _book.Give(Ada, JudgementProtocol.Pair, [a, b], [1, 2]);
        _book.Give(Ada, JudgementProtocol.Pair, [b, c], [1, 2]);
        _book.Give(Ada, JudgementProtocol.Pair, [a, c], []);
        _book.Give(Ben, JudgementProtocol.Pair, [b, a], [2, 1]);
        _book.Give(Ben, JudgementProtocol.Pair, [b, c], [2, 1]);
        _book.Give(Ben, JudgementProtocol.Pair, [a, c], [1, 1]);

        RatingReport report = Report;

        Assert.Equal(
            [new RaterCount(Ben, 3, 0, new PositionBias(0, 2, 1), 2, 1), new RaterCount(Ada, 2, 1, new PositionBias(2, 0, 0), 2, 1)],
            report.Raters);
        Assert.Equal((2, 1, 2), (report.Agreement.Units, report.Agreement.Same, report.Agreement.Compared));
        Assert.Equal((2, 2, 1, false), (report.Bias.First, report.Bias.Second, report.Bias.Equal, report.Bias.IsBiased));
    }

    [Fact]
    public void Report_OfRankings_AgreesByEveryTwoOfTheirTexts()
    {
        _book.Set(_book.Settings with { Protocol = JudgementProtocol.Ranking });
        _book.Give(Ada, JudgementProtocol.Ranking, _book.Texts, [1, 2, 3, 4]);
        _book.Give(Ben, JudgementProtocol.Ranking, [.. _book.Texts.Reverse()], [3, 4, 2, 1]);

        Assert.Equal((6, 5, 6), (Report.Agreement.Units, Report.Agreement.Same, Report.Agreement.Compared));
    }

    [Fact]
    public void Report_OfThumbs_CountsThoseGivenAnywhere_AndRetractionsNot()
    {
        _book.Set(_book.Settings with { Protocol = JudgementProtocol.Thumb });
        _book.Give(Ada, JudgementProtocol.Thumb, [_book.Texts[0]], [1]);
        _book.Script.Do(new RateBranch(WriteCellId, _book.Texts[0], Thumb.Down) { By = Ben });
        _book.Script.Do(new RateBranch(WriteCellId, _book.Texts[1], Thumb.Down) { By = Ben });
        _book.Script.Do(new UndoChange { By = Ben });

        Assert.Equal([1, 1], Report.Raters.Select(rater => rater.Judged));
        Assert.Equal((1, 0, 1), (Report.Agreement.Units, Report.Agreement.Same, Report.Agreement.Compared));
    }

    [Fact]
    public void Words_SayWhatTheFiguresMean()
    {
        Assert.Equal(
            "A was chosen 31 of 50 times: 62 %, likely between 48 % and 74 %. Chance alone would do that.",
            RatingWords.Say(new PositionBias(31, 19, 4)));
        Assert.StartsWith(
            "A was chosen 45 of 50 times: 90 %, likely between 79 % and 96 %. That is more than chance: the first place draws.",
            RatingWords.Say(new PositionBias(45, 5, 0)), StringComparison.Ordinal);
        Assert.Equal(
            "Two people said the same 8 of 10 times. Beyond chance they agree fairly: 0.58, likely between 0.21 and 0.86; 0 is what dice would do, 1 is always.",
            RatingWords.Say(new Agreement(10, 8, 10, 0.58, new(0.21, 0.86))));
        Assert.Equal("Two people said the same 6 of 6 times. They have never differed; going by so many, they likely agree at least 61 % of the time.", RatingWords.Say(new Agreement(6, 6, 6, 1, new(1, 1))));
        Assert.Equal("Two people said the same 1 of 1 time. All gave one answer, so chance cannot be told from agreement.", RatingWords.Say(new Agreement(1, 1, 1, null, null)));
    }

    [Fact]
    public void Standing_OfABranch_CountsComparisonsScoresAndWords()
    {
        (BranchId a, BranchId b) = (_book.Texts[0], _book.Texts[1]);
        _book.Give(Ada, JudgementProtocol.Pair, [a, b], [1, 2]);
        _book.Give(Ben, JudgementProtocol.Ranking, _book.Texts, [2, 1, 3, 0]);
        _book.Give(Ada, JudgementProtocol.Score, [a], [5]);
        _book.Give(Ben, JudgementProtocol.Score, [a], [2]);
        JudgementId id = _book.Give(Ben, JudgementProtocol.Pair, [a, b], [2, 1]);
        _book.Script.Do(new RetractJudgement(id) { By = Ben });

        BranchStandings standings = BranchStandings.Of(_book.State);

        Assert.Equal((2, 1, 0, 3.5), (standings.Of(a).Won, standings.Of(a).Lost, standings.Of(a).Equal, standings.Of(a).MeanScore));
        Assert.Null(standings.StrengthOf(_book.Script.Tree, _book.Script.Tree.Branches[_book.Texts[3]]));
        Assert.InRange(standings.StrengthOf(_book.Script.Tree, _book.Script.Tree.Branches[a])!.Value.Chance, 0.5, 0.9);
    }

    [Fact]
    public void Files_HoldEveryJudgementWithItsTexts()
    {
        _book.Give(Ada, JudgementProtocol.Pair, [_book.Texts[1], _book.Texts[0]], [2, 1], "it says \"so\", twice");
        _book.Script.Do(new RateBranch(WriteCellId, _book.Texts[2], Thumb.Up) { By = Ben });
        IReadOnlyList<JudgementRecord> records = JudgementRecords.Of(_book.State, person => person == Ada ? "Ada" : "Ben", asked: null);

        string[] json = JudgementFiles.ToJsonLines(records).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] csv = JudgementFiles.ToCsv(records).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["B", "up"], records.Select(record => record.Verdict));
        Assert.Contains("\"protocol\":\"pair\",\"verdict\":\"B\",\"blind\":true,\"seed\":7", json[0], StringComparison.Ordinal);
        Assert.Contains("\"prompt\":\"Once upon a time\"", json[0], StringComparison.Ordinal);
        Assert.Equal(1 + 2 + 1, csv.Length);
        Assert.EndsWith(",Once upon a time,\"it says \"\"so\"\", twice\",", csv[1], StringComparison.Ordinal);
        Assert.Single(JudgementRecords.Of(_book.State, _ => "", _book.Rate));
    }
}
