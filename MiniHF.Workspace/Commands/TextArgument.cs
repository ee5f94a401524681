using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>A text on the command line: itself, or <c>@FILE</c>.</summary>
internal static class TextArgument
{
    /// <exception cref="UserFacingException">The file cannot be read.</exception>
    public static async Task<string> ReadAsync(string argument, CancellationToken ct)
    {
        if (!argument.StartsWith('@'))
        {
            return argument;
        }

        try
        {
            return await File.ReadAllTextAsync(argument[1..], ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserFacingException($"{argument[1..]}: cannot be read ({e.Message})", e);
        }
    }
}
