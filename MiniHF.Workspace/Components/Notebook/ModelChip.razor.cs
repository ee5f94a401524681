using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Library;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>Which model grows this text, and how it is doing.</summary>
public sealed partial class ModelChip : ComponentBase
{
    [Parameter]
    public ModelEntry? Model { get; set; }

    /// <summary>The name asked for, shown where the library does not know it.</summary>
    [Parameter]
    public string Asked { get; set; } = "";

    /// <summary>Tokens a second just now; 0 while nothing grows.</summary>
    [Parameter]
    public double TokensPerSecond { get; set; }

    private string Name => Model?.Name ?? (Asked.Length == 0 ? "no model" : Asked);

    private string Css => Model?.State switch
    {
        ModelState.Ready => TokensPerSecond > 0 ? "busy" : "ready",
        ModelState.Loading => "busy",
        ModelState.Failed => "bad",
        null => "bad",
        _ => "",
    };

    private string Status => Model?.State switch
    {
        ModelState.Loading => "loading…",
        ModelState.Failed => "cannot be used",
        null => "not found",
        _ => TokensPerSecond > 0 ? TokensPerSecond.ToString("0", CultureInfo.InvariantCulture) + " tok/s" : "",
    };

    private string Title => Model switch
    {
        { Problem: { } problem } => problem,
        { Description: { } known } => string.Create(CultureInfo.InvariantCulture, $"{known.Parameters / 1e6:N1} million weights{Bits(known)}{Place(known)}, reads {known.ContextLength:N0} tokens"),
        { State: ModelState.NotLoaded } => "Loaded when first used",
        _ => Name,
    };

    private static string Bits(ModelDescription known) => known.Quantization switch
    {
        "int8" => " in 8 bits",
        "nf4" => " in 4 bits",
        _ => "",
    };

    private static string Place(ModelDescription known) => known.Device is "" or "cpu" ? "" : $" on {known.Device}";
}
