namespace MiniHF.Engine.Weave;

/// <summary>The events of a search contradict each other: the record was damaged, or is not of a search.</summary>
public sealed class WeaveHistoryException(string what) : UserFacingException($"The search's record {what}: it is damaged, or not the record of one search.");
