namespace MiniHF.Workspace.Library;

/// <summary>An adapter on its way into the library.</summary>
/// <param name="Directory">In PEFT's layout.</param>
/// <param name="Base">Name of the model of the library it is for; empty for the workspace's default.</param>
/// <param name="Name">What to call it; empty for the directory's name. Where another one has the name, a number is added.</param>
/// <param name="Run">The tuning run that made it; null for none of ours.</param>
public sealed record AdapterToAdd(string Directory, string Base = "", AdapterRole Role = AdapterRole.Both, string Name = "", Guid? Run = null);
