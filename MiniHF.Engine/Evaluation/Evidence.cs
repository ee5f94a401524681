namespace MiniHF.Engine.Evaluation;

/// <summary>One piece of evidence: its score if the main question is answered as wanted, and if it is not.</summary>
/// <param name="IfWanted">Log-odds of the evidence's wanted answer after the wanted answer to the main question.</param>
/// <param name="IfNot">Log-odds of the evidence's wanted answer after the other answer to the main question.</param>
/// <param name="Weight">Exponent of the likelihoods; 1 counts the evidence once.</param>
public readonly record struct Evidence(double IfWanted, double IfNot, double Weight = 1);
