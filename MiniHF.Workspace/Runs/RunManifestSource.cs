namespace MiniHF.Workspace.Runs;

/// <summary>One file a run learns from.</summary>
/// <param name="Name">What people know it by.</param>
/// <param name="File">Its name among the run's files.</param>
/// <param name="Sha256">Of its content, lower-case hexadecimal.</param>
/// <param name="Items">Texts, pairs or prompts in it; 0 where only the trainer counts them.</param>
/// <param name="Weight">How often its items are seen, relative to the other sources'.</param>
public sealed record RunManifestSource(string Name, string File, string Sha256, long Bytes, int Items, double Weight);
