namespace MiniHF.Engine.Datasets;

/// <summary>What a file holds.</summary>
/// <param name="Items">In the order of the file.</param>
/// <param name="Skipped">Entries left out, one line each with the reason.</param>
/// <param name="Sha256">Of the file as it lies, lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
public sealed record DataFile(DataSource Source, IReadOnlyList<DataItem> Items, IReadOnlyList<string> Skipped, string Sha256, long Bytes)
{
    /// <summary>The file as it stands in a run's manifest.</summary>
    public DataManifestSource ToManifest(string role) => new(Source.Path, role, Sha256, Bytes, Items.Count, Source.Weight, Skipped);
}
