using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Evaluation;

/// <summary>Asks a model in this process: one forward pass a question, all questions of a call together.</summary>
public sealed class ModelQuestionAnswerer : IQuestionAnswerer
{
    private readonly TextGenerator _model;
    private readonly string _adapter;
    private readonly EvaluationPrompt _prompt;
    private readonly AnswerTokens _answers;

    /// <param name="adapter">Name or id of an adapter loaded on the model; empty for the model as it is.</param>
    /// <exception cref="UserFacingException">The model has no tokenizer, or one that cannot tell yes from no.</exception>
    public ModelQuestionAnswerer(TextGenerator model, string suffix = EvaluationPrompt.DefaultSuffix, string adapter = "")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(adapter);
        Tokenizer tokenizer = model.Tokenizer
            ?? throw new UserFacingException($"{model.Model.Source} has no tokenizer.json, which an evaluator needs: add the file.");
        _model = model;
        _adapter = adapter;
        _prompt = new EvaluationPrompt(tokenizer, model.Model.ContextLength, suffix);
        _answers = AnswerTokens.Find(tokenizer, suffix);
    }

    public async Task<IReadOnlyList<YesNoAnswer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(questions);
        int[][] prompts = [.. questions.Select(_prompt.Encode)];
        using AdapterLease? held = _model.LeaseAdapter(_adapter);
        (float[] LogProbabilities, RequestCost Cost)[] read = await Task.WhenAll(prompts.Select(prompt =>
            NextTokenReader.ReadAsync(_model.Engine, prompt, held is null ? null : AdapterLease.Of(held.Adapter), ct))).ConfigureAwait(false);
        return [.. read.Select(next => new YesNoAnswer(Sum(next.LogProbabilities, _answers.Yes), Sum(next.LogProbabilities, _answers.No)) { Cost = next.Cost })];
    }

    private static double Sum(float[] logProbabilities, IReadOnlyList<int> ids) => ids.Sum(id => Math.Exp(logProbabilities[id]));
}
