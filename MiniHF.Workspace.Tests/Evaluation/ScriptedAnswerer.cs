using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

/// <summary>Answers questions by a function of their wording.</summary>
internal sealed class ScriptedAnswerer(Func<string, YesNoAnswer> answer) : IQuestionAnswerer
{
    public List<string> Asked { get; } = [];

    public Task<IReadOnlyList<YesNoAnswer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken ct)
    {
        string[] wordings = [.. questions.Select(question => question.Template.Render(question.Prompt, question.Response))];
        Asked.AddRange(wordings);
        return Task.FromResult<IReadOnlyList<YesNoAnswer>>([.. wordings.Select(answer)]);
    }
}
