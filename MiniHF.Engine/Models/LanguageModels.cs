namespace MiniHF.Engine.Models;

/// <summary>Where the models that come with the program are.</summary>
public static class LanguageModels
{
    /// <summary>The directory of the small model that is there on every machine.</summary>
    public static string Embedded { get; } = Path.Combine(AppContext.BaseDirectory, "Embedded", "minihf-tiny");
}
