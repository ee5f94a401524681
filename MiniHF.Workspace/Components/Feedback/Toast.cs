namespace MiniHF.Workspace.Components.Feedback;

/// <summary>A line shown for a few seconds.</summary>
/// <param name="Action">What its button does; null for a toast without one.</param>
public sealed record Toast(Guid Id, string Text, bool IsError, string? ActionLabel, Func<Task>? Action);
