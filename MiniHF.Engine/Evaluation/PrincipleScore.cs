namespace MiniHF.Engine.Evaluation;

/// <summary>What one principle of a constitution, or a single question, made of a text.</summary>
/// <param name="Name">The principle's name.</param>
/// <param name="Logit">Log-odds of the answer "yes", before sign and weight.</param>
/// <param name="Sign">+1 where "yes" is the wanted answer, −1 where "no" is.</param>
/// <param name="Weight">The principle's weight as the constitution gives it.</param>
public sealed record PrincipleScore(string Name, double Logit, int Sign = 1, double Weight = 1)
{
    /// <summary>Probability the model gave to "yes".</summary>
    public double Yes { get; init; }

    /// <summary>Probability the model gave to "no".</summary>
    public double No { get; init; }

    /// <summary>Log-odds of the wanted answer.</summary>
    public double Score => Sign * Logit;
}
