using System.CommandLine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>An adapter named by its directory on the command line.</summary>
internal static class AdapterArgument
{
    public static Option<string?> Create(string name, string description) => new(name) { HelpName = "DIR", Description = description };

    /// <summary>Loads it beside a model, under its full path: two of one name may be there.</summary>
    /// <returns>Null where none was given.</returns>
    /// <exception cref="MiniHF.Engine.UserFacingException">It is no adapter for this model; names the file and the reason.</exception>
    public static async Task<AdapterDescription?> LoadAsync(TextGenerator model, string? directory, CancellationToken ct) =>
        directory is null ? null : await model.LoadAdapterAsync(directory, Path.GetFullPath(directory), ct);

    /// <summary>The directory's own name, as records and people call it.</summary>
    public static string? ShortName(AdapterDescription? adapter) => adapter is null ? null : Path.GetFileName(adapter.Source);
}
