namespace MiniHF.Engine.Datasets;

/// <summary>One file of a manifest.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Role">train, held-out or top-up.</param>
/// <param name="Sha256">Of the file as it lies, lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Items">Items taken from it.</param>
/// <param name="Skipped">Entries left out, with the reason, such as text that is not UTF-8.</param>
public sealed record DataManifestSource(string Path, string Role, string Sha256, long Bytes, int Items, double Weight, IReadOnlyList<string> Skipped);
