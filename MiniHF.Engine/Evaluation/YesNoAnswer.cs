using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Evaluation;

/// <summary>What a model answered: the probability of all spellings of each word.</summary>
public readonly record struct YesNoAnswer(double Yes, double No)
{
    /// <summary>What the answer took of the model.</summary>
    public RequestCost Cost { get; init; }

    /// <summary>Log-odds of "yes", by the one rule (<see cref="YesNoScore"/>).</summary>
    public double Logit => YesNoScore.Logit(Yes, No);

    /// <summary>Answers are equal that say the same, whatever they took.</summary>
    public bool Equals(YesNoAnswer other) => Yes.Equals(other.Yes) && No.Equals(other.No);

    public override int GetHashCode() => HashCode.Combine(Yes, No);
}
