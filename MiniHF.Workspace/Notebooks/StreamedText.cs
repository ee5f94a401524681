namespace MiniHF.Workspace.Notebooks;

/// <summary>Text that streams in.</summary>
/// <param name="Text">All of the branch's text so far.</param>
/// <param name="Tokens">Tokens so far.</param>
public readonly record struct StreamedText(string Text, int Tokens);
