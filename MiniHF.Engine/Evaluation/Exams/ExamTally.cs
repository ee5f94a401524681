namespace MiniHF.Engine.Evaluation;

/// <summary>What an evaluator made of some questions whose answers are known.</summary>
/// <param name="Asked">How many.</param>
/// <param name="Right">Of these, how many it answered rightly: the right word was the likelier one.</param>
/// <param name="Yes">How many are rightly answered with yes.</param>
/// <param name="SaidYes">How many it answered with yes.</param>
public readonly record struct ExamTally(int Asked, int Right, int Yes, int SaidYes)
{
    /// <summary>Share of right answers; 0 where nothing was asked.</summary>
    public double Accuracy => Asked == 0 ? 0 : Right / (double)Asked;

    public static ExamTally operator +(ExamTally left, ExamTally right) => Add(left, right);

    public static ExamTally Add(ExamTally left, ExamTally right) =>
        new(left.Asked + right.Asked, left.Right + right.Right, left.Yes + right.Yes, left.SaidYes + right.SaidYes);
}
