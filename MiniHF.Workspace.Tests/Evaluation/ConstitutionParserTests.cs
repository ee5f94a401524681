using MiniHF.Engine;
using System.Globalization;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class ConstitutionParserTests
{
    private const string Two = """
        ==[PREAMBLE]==
        Answer yes or no and only yes or no. Does the response to this prompt:

        === Begin Prompt ===
        {prompt}
        === End Prompt ===

        === Begin Response ===
        {response}
        === End Response ===

        ==[Principle: Holds together: A & B; Weight: 0.7; Answer: Yes]==
        {preamble}

        make sense?

        ==[Principle: Slop; Weight: 1.0; Answer: No]==
        {preamble}

        sound like { "slop": true }?
        """;

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Parse_TwoPrinciples_KeepsNamesWeightsAndAnswers(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Constitution constitution = Constitution.Parse(Two);

        Assert.Equal(
            [("Holds together: A & B", 0.7, true, 12), ("Slop", 1.0, false, 17)],
            constitution.Principles.Select(principle => (principle.Name, principle.Weight, principle.WantsYes, principle.Line)));
        Assert.Empty(constitution.Warnings);
    }

    [Fact]
    public void Parse_BracesInABody_AreBraces()
    {
        string question = Constitution.Parse(Two).Principles[1].Template.Render("Once.", "{prompt}");

        Assert.Equal(
            """
            Answer yes or no and only yes or no. Does the response to this prompt:

            === Begin Prompt ===
            Once.
            === End Prompt ===

            === Begin Response ===
            {prompt}
            === End Response ===

            sound like { "slop": true }?
            """,
            question);
    }

    [Fact]
    public void Parse_HeaderKeysInAnyCaseAndOrder_AreRead()
    {
        ConstitutionPrinciple principle = Constitution.Parse("==[answer: NO; WEIGHT: 2e-1; principle: X]==\nIs {response} x?").Principles.Single();

        Assert.Equal(("X", 0.2, false), (principle.Name, principle.Weight, principle.WantsYes));
    }

    [Fact]
    public void Parse_WeightAndAnswerLeftOut_AreOneAndYes()
    {
        ConstitutionPrinciple principle = Constitution.Parse("==[Principle: Slow; steady]==\nIs {text} so?").Principles.Single();

        Assert.Equal(("Slow; steady", 1.0, true), (principle.Name, principle.Weight, principle.WantsYes));
    }

    [Theory]
    [InlineData("Just text", 1, "there is no header")]
    [InlineData("Text\n==[Principle: A]==\nIs {text} so?", 1, "there is text before the first header")]
    [InlineData("==[PREAMBLE]==\nx", 1, "there is a preamble and no principle")]
    [InlineData("==[PREAMBLE]==\nx\n\n==[Weight: 1]==\ny", 4, "the header \"Weight: 1\" names no principle")]
    [InlineData("==[PREAMBLE]==\nx\n==[Principle: A; Weight: heavy]==\ny", 3, "the weight \"heavy\" must be a number")]
    [InlineData("==[PREAMBLE]==\r\nx\r\n==[Principle: A; Weight: -1]==\r\ny", 3, "the weight \"-1\" must be a number")]
    [InlineData("==[Principle: A; Weight: 0,5]==\ny", 1, "the weight \"0,5\" must be a number")]
    [InlineData("==[Principle: A; Answer: Maybe]==\ny", 1, "the answer \"Maybe\" must be Yes or No")]
    [InlineData("==[Principle: A; Weight: 0]==\ny", 1, "every weight is 0")]
    [InlineData("==[Principle: A]==\n\n==[Principle: B]==\ny", 1, "the principle \"A\" asks nothing")]
    [InlineData("==[Principle: A]==\ny\n==[PREAMBLE]==\nx", 3, "a second preamble")]
    [InlineData("==[Principle: A]==\ny\n==[Principle: B; Answer: Yes]\nz", 3, "\"==[Principle: B; Answer: Yes]\" is not a whole header")]
    [InlineData("==[Principle: A]==\ny\n[Principle: B]==\nz", 3, "\"[Principle: B]==\" is not a whole header")]
    [InlineData("==[Principle: A; Weight: 1; weight: 2]==\ny", 1, "the header \"Principle: A; Weight: 1; weight: 2\" gives \"weight\" twice")]
    [InlineData("==[Principle A]==\ny", 1, "\"Principle A\" in the header \"Principle A\" has no name before a colon")]
    [InlineData("==[PREAMBLE]==\n{preamble}\n==[Principle: A]==\ny", 1, "the preamble has {preamble} in it")]
    public void Parse_Broken_SaysTheLineAndTheFault(string text, int line, string fault)
    {
        ConstitutionFormatException error = Assert.Throws<ConstitutionFormatException>(() => Constitution.Parse(text));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"Constitution, line {line}: {fault}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ProbablyMistaken_Warns()
    {
        Constitution constitution = Constitution.Parse("==[Principle: A; Wieght: 2]==\nIs it so?");

        Assert.Equal(
            [
                "Line 1: \"Wieght\" is not used; known are Principle, Weight and Answer.",
                "Line 1: the principle \"A\" does not show the text it asks about; put {preamble}, {prompt} or {response} into it.",
            ],
            constitution.Warnings);
    }

    [Theory]
    [InlineData("Is it good?")]
    [InlineData("{prompt}\nIs it good?")]
    public void RequireResponse_APrincipleThatNeverShowsIt_IsNamedWithItsLine(string body)
    {
        Constitution constitution = Constitution.Parse($"==[Principle: shown; Weight: 1]==\n{{response}}\n==[Principle: blind; Weight: 1]==\n{body}");

        UserFacingException refusal = Assert.Throws<UserFacingException>(constitution.RequireResponse);

        Assert.StartsWith("Constitution, line 3: the principle “blind” never shows {response}", refusal.Message, StringComparison.Ordinal);
    }
}
