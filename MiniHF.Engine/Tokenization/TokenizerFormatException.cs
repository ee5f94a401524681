namespace MiniHF.Engine.Tokenization;

/// <summary>
/// What is wrong with a tokenizer description. <see cref="Tokenizer.Load(string)"/> turns it into a
/// <see cref="UserFacingException"/> that also names the file.
/// </summary>
internal sealed class TokenizerFormatException(string reason) : Exception(reason);
