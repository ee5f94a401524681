using System.Security.Cryptography;
using System.Text;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>A saved state of a constitution. It never changes.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Note">What changed; may be empty.</param>
public sealed record ConstitutionVersion(int Number, string Text, string Note, PersonId By, DateTimeOffset At)
{
    /// <summary>SHA-256 of the text in UTF-8, in hexadecimal.</summary>
    public string Hash => HashOf(Text);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
