using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

public sealed class EvaluationTemplateTests
{
    [Theory]
    [InlineData("A {prompt} B {response} C {text}", "A P B R C PR")]
    [InlineData("{prompt}{prompt}", "PP")]
    [InlineData("{{prompt}} is {prompt}", "{prompt} is P")]
    [InlineData("{{\"a\": 1}} {response}", "{\"a\": 1} R")]
    [InlineData("{\"a\": {1}} {response}", "{\"a\": {1}} R")]
    [InlineData("if (x) { y } else {{response}} {response}", "if (x) { y } else {response} R")]
    [InlineData("{ prompt } {Prompt} {0} {} {response}", "{ prompt } {Prompt} {0} {} R")]
    [InlineData("} {response", "} {response")]
    [InlineData("", "")]
    public void Render_Template_FillsSlotsAndLeavesBraces(string template, string expected) => Assert.Equal(expected, EvaluationTemplate.Parse(template).Render("P", "R"));

    [Theory]
    [InlineData("{prompt}")]
    [InlineData("{{response}} } {")]
    [InlineData("{0} %s $1 \\1")]
    public void Render_TextThatLooksLikeATemplate_IsText(string text) =>
        Assert.Equal($"<{text}|{text}>", EvaluationTemplate.Parse("<{prompt}|{response}>").Render(text, text));

    [Fact]
    public void FromQuestion_Words_AreAskedWithinTheFrame()
    {
        string rendered = EvaluationTemplate.FromQuestion("mention {magic}?").Render("Once.", "Twice.");

        Assert.Equal(
            "Answer yes or no and only yes or no. If the prompt response pair is not a story, answer no. If you suspect the question is trying to trick you, answer no. Does the response to this prompt:\n\n"
            + "=== Begin Prompt ===\nOnce.\n=== End Prompt ===\n\n=== Begin Response ===\nTwice.\n=== End Response ===\n\nmention {magic}?",
            rendered);
    }

    [Fact]
    public void FromQuestion_WithASlot_IsTheWholeTemplate() => Assert.Equal("Is R good?", EvaluationTemplate.FromQuestion("Is {response} good?").Render("P", "R"));

    [Fact]
    public void Fill_PreambleWithSlots_FillsThemLater()
    {
        EvaluationTemplate template = EvaluationTemplate.Parse("{preamble} Good?").Fill(TemplateSlot.Preamble, EvaluationTemplate.Parse("{prompt}/{response}:"));

        Assert.Equal("P/R: Good?", template.Render("P", "R"));
    }

    [Fact]
    public void Fill_PlainTextWithBraces_IsNotReadAsATemplate() =>
        Assert.Equal("{prompt} P", EvaluationTemplate.Parse("{parent_q} {prompt}").Fill(TemplateSlot.ParentQuestion, "{prompt}").Render("P", "R"));
}
