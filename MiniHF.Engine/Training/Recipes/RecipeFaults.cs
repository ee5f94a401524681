using System.Globalization;

namespace MiniHF.Engine.Training;

/// <summary>The wording of what is wrong with a recipe: the setting, its value and what is allowed.</summary>
internal static class RecipeFaults
{
    public static string Range(string setting, double value, string allowed) =>
        string.Create(CultureInfo.InvariantCulture, $"{setting} is {value}; it must be {allowed}.");
}
