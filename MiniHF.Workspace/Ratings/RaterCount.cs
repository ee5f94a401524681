using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Ratings;

/// <summary>What one person did.</summary>
/// <param name="Bias">Of their choices between two.</param>
/// <param name="WithOthers">What they judged that others judged too, with each of them.</param>
/// <param name="SameAsOthers">Of these, where both answered the same.</param>
public sealed record RaterCount(PersonId Person, int Judged, int Skipped, PositionBias Bias, int WithOthers, int SameAsOthers);
