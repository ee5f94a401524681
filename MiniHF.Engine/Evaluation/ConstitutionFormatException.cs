namespace MiniHF.Engine.Evaluation;

/// <summary>The text of a constitution cannot be read.</summary>
/// <param name="line">The line at fault, from 1.</param>
/// <param name="what">What is wrong there, and what would be right.</param>
public sealed class ConstitutionFormatException(int line, string what) : UserFacingException($"Constitution, line {line}: {what}")
{
    public int Line { get; } = line;
}
