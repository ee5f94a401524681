namespace MiniHF.Engine.Training;

/// <summary>Something a person should look at.</summary>
/// <param name="Step">When.</param>
/// <param name="Metric">Which metric gave it away.</param>
/// <param name="Value">What it was.</param>
/// <param name="Threshold">What it may be.</param>
/// <param name="Message">One line for the person at the screen.</param>
/// <param name="EndsRun">Whether the run is stopped for it.</param>
public sealed record TrainingAlarm(int Step, string Metric, double Value, double Threshold, string Message, bool EndsRun);
