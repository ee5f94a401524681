namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>A version of a saved constitution, as a cell refers to it. The text is recorded beside it, so that nothing depends on the library.</summary>
/// <param name="Name">What it was called then.</param>
/// <param name="Hash">Of the text (<see cref="ConstitutionVersion.Hash"/>).</param>
public sealed record ConstitutionReference(ConstitutionId Id, int Version, string Name, string Hash)
{
    /// <summary>"quiet, v4".</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}, v{Version}");
}
