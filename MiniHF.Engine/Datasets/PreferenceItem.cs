namespace MiniHF.Engine.Datasets;

/// <summary>Two continuations of one text, of which one is preferred.</summary>
/// <param name="WinRate">How sure the preference is: 1 for certain, ½ for none.</param>
public sealed record PreferenceItem(string Prompt, string Chosen, string Rejected, double WinRate = 1) : DataItem;
