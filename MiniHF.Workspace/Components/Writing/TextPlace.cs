namespace MiniHF.Workspace.Components.Writing;

/// <summary>A place in a text on the page, as the browser tells it.</summary>
/// <param name="Branch">The passage; null for the text that is being typed.</param>
/// <param name="At">UTF-16 units from the beginning of what is shown of it.</param>
public sealed record TextPlace(Guid? Branch, int At);
