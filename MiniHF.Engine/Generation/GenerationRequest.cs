namespace MiniHF.Engine.Generation;

/// <summary>
/// A request for several continuations of one prompt. The same request on the same model gives the same texts:
/// continuation <c>i</c> draws its token at position <c>t</c> from a random number that only <see cref="Seed"/>, <c>i</c> and <c>t</c> decide.
/// </summary>
public sealed record GenerationRequest
{
    /// <summary>The text to continue. Ignored where <see cref="PromptIds"/> is given.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The prompt as token ids, for callers with no tokenizer.</summary>
    public IReadOnlyList<int>? PromptIds { get; init; }

    /// <summary>
    /// What each continuation has written already, as token ids; empty to start afresh. A resumed continuation goes on
    /// exactly as it would have gone on undisturbed.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Resumed { get; init; } = [];

    /// <summary>Which continuations to grow, by their index in the random stream; defaults to 0, 1, … <see cref="Count"/> − 1.</summary>
    public IReadOnlyList<int>? Indices { get; init; }

    /// <summary>Number of continuations.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Most tokens a continuation may have.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>The end of text is not drawn before a continuation has this many tokens.</summary>
    public int MinTokens { get; init; }

    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>A continuation ends before the first of these; the stop string itself is not part of the text.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    public long Seed { get; init; }

    /// <summary>Name or id of a loaded adapter; empty for the model as it is.</summary>
    public string Adapter { get; init; } = "";

    /// <summary>How many of the most probable tokens to report beside each drawn one.</summary>
    public int TopAlternatives { get; init; }

    /// <summary>Whether these come with what they read as. Their ids and probabilities cost next to nothing; spelling five for each token is more work than drawing it.</summary>
    public bool SpellsAlternatives { get; init; } = true;

    /// <summary>What to do with a prompt too long for the context.</summary>
    public PromptTruncation Truncation { get; init; }

    /// <summary>Checks everything that can be checked without a model.</summary>
    /// <exception cref="UserFacingException">A setting is out of range; the message names it, its value and what is allowed.</exception>
    public void Validate() => GenerationRequestValidator.Validate(this);
}
