namespace MiniHF.Engine.Datasets;

/// <summary>A continuation somebody judged.</summary>
/// <param name="Question">The wording it was to be judged by, with slots; null where the file says none.</param>
public sealed record RatedItem(string Prompt, string Response, bool IsGood, string? Question) : DataItem;
