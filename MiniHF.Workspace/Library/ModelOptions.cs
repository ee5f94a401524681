using MiniHF.Engine;
using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Library;

/// <summary>Which model is the default: <c>Engine:Model</c> in the settings.</summary>
public sealed class ModelOptions
{
    public const string Section = "Engine";

    /// <summary>A model directory; empty for the embedded model.</summary>
    public string Model { get; set; } = "";

    /// <summary>Adapters of the default model that are there without anybody adding them.</summary>
    public IList<AdapterOptions> Adapters { get; } = [];

    /// <summary>The largest adapter that is kept in the database for other machines; a larger one stays where it is.</summary>
    public int AdapterMegabytes { get; set; } = 512;

    /// <summary>The largest model that is kept in the database for other machines when it is added; a larger one stays where it is.</summary>
    public int ModelMegabytes { get; set; } = 512;

    /// <summary>The default model's directory.</summary>
    public string Directory => Model.Length == 0 ? LanguageModels.Embedded : Model;

    /// <summary>Looks at a directory without loading it, and gives its full path.</summary>
    /// <exception cref="UserFacingException">It is no model we can run; names the file and the reason.</exception>
    public static string Check(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory))
        {
            throw new UserFacingException("Give the directory of a model: one with config.json, tokenizer.json and model.safetensors.");
        }

        ModelDirectory model = ModelDirectory.Open(directory.Trim());
        return model.TokenizerFile is not null
            ? model.Path
            : throw new UserFacingException($"{model.Path} has no tokenizer.json: it cannot read or write text.");
    }
}
