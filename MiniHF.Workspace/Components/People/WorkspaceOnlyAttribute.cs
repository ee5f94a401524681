namespace MiniHF.Workspace.Components.People;

/// <summary>A page of the workspace as a whole, which guests of a notebook have no part in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WorkspaceOnlyAttribute : Attribute;
