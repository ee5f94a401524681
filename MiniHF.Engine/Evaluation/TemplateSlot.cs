namespace MiniHF.Engine.Evaluation;

/// <summary>A place in an evaluation template that something is put into.</summary>
public enum TemplateSlot
{
    /// <summary><c>{prompt}</c>: the text that was continued.</summary>
    Prompt,

    /// <summary><c>{response}</c>: the continuation.</summary>
    Response,

    /// <summary><c>{text}</c>: prompt and continuation as one.</summary>
    Text,

    /// <summary><c>{preamble}</c>: what a constitution says before every principle.</summary>
    Preamble,

    /// <summary><c>{parent_q}</c>: the main question of a Bayesian evaluation with its answer.</summary>
    ParentQuestion,
}
