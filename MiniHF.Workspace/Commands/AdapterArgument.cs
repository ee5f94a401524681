using System.CommandLine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Commands;

/// <summary>An adapter named by its directory on the command line.</summary>
internal static class AdapterArgument
{
    /// <summary>Says to do without the adapter that comes with the model.</summary>
    private const string None = "none";

    /// <summary>An adapter to judge with.</summary>
    /// <param name="description">Its first sentence.</param>
    public static Option<string?> CreateJudge(string name, string description) => new(name)
    {
        HelpName = "DIR|none",
        Description = $"{description} Without it the one that comes with the model, if one does; \"{None}\" for the model as it is.",
    };

    /// <summary>The directory to judge with; null for the model as it is.</summary>
    /// <param name="given">What the command line says.</param>
    /// <param name="model">The judging model's directory.</param>
    public static string? Judge(string? given, string model) => given switch
    {
        null => LanguageModels.JudgeOf(model),
        None => null,
        _ => given,
    };

    public static Option<string?> Create(string name, string description) => new(name) { HelpName = "DIR", Description = description };

    /// <summary>Loads it beside a model, under its full path: two of one name may be there.</summary>
    /// <returns>Null where none was given.</returns>
    /// <exception cref="MiniHF.Engine.UserFacingException">It is no adapter for this model; names the file and the reason.</exception>
    public static async Task<AdapterDescription?> LoadAsync(TextGenerator model, string? directory, CancellationToken ct) =>
        directory is null ? null : await model.LoadAdapterAsync(directory, Path.GetFullPath(directory), ct);

    /// <summary>The directory's own name, as records and people call it.</summary>
    public static string? ShortName(AdapterDescription? adapter) => adapter is null ? null : Path.GetFileName(adapter.Source);
}
