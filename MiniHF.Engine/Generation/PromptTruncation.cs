namespace MiniHF.Engine.Generation;

/// <summary>What is done with a prompt that leaves no room for the continuation in the model's context.</summary>
public enum PromptTruncation
{
    /// <summary>A prompt longer than the context is refused; one that leaves too little room gets shorter continuations.</summary>
    None,

    /// <summary>
    /// The oldest tokens are left out until the prompt and the longest continuation fit, as a long story needs. At least half of
    /// the context stays the prompt's.
    /// </summary>
    Left,
}
