namespace MiniHF.Engine.Evaluation;

/// <summary>What a text is judged by: questions with weights and wanted answers.</summary>
/// <param name="Preamble">What is said wherever a principle has <c>{preamble}</c>.</param>
/// <param name="Principles">At least one, with a weight above 0.</param>
/// <param name="Source">The text it was read from.</param>
public sealed record Constitution(string Preamble, IReadOnlyList<ConstitutionPrinciple> Principles, string Source)
{
    /// <summary>What was read but is probably not meant, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A single question.</summary>
    /// <param name="question">In words, or a whole template (<see cref="EvaluationTemplate.FromQuestion"/>).</param>
    /// <exception cref="UserFacingException">The question is empty.</exception>
    public static Constitution FromQuestion(string question)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            throw new UserFacingException("The question is empty: write what is to be asked about the text.");
        }

        string name = EvaluationTemplate.Parse(question).ShowsText ? "question" : question.Trim();
        ConstitutionPrinciple principle = new(name, Weight: 1, WantsYes: true, question, Line: 1) { Template = EvaluationTemplate.FromQuestion(question) };
        return new Constitution("", [principle], question);
    }

    /// <inheritdoc cref="ConstitutionParser.Parse"/>
    public static Constitution Parse(string text) => ConstitutionParser.Parse(text);

    /// <summary>The same constitution, once it is known that an answer can depend on what is judged: a reward that cannot would teach nothing.</summary>
    /// <exception cref="UserFacingException">A principle shows neither <c>{response}</c> nor <c>{text}</c>; names it and its line.</exception>
    public Constitution RequireResponse() =>
        Principles.FirstOrDefault(principle => principle.Template.Count(TemplateSlot.Response) + principle.Template.Count(TemplateSlot.Text) == 0) is { } blind
            ? throw new UserFacingException(
                $"Constitution, line {blind.Line}: the principle “{blind.Name}” never shows {{response}}, so every text would be judged alike. Put {{response}} into it, or into the preamble it begins with.")
            : this;
}
