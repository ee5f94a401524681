using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Evaluating;

/// <summary>A text in the table of scores.</summary>
/// <param name="At">Its place in the evaluation.</param>
/// <param name="Score">Null while it is not scored.</param>
/// <param name="Words">How the branch begins.</param>
public sealed record ScoreRow(int At, EvaluatedText Text, TextScore? Score, string Words, bool IsBest);
