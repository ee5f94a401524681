using System.Globalization;
using Microsoft.AspNetCore.Components;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Status;

namespace MiniHF.Workspace.Components.Health;

/// <summary>How one model does.</summary>
public sealed partial class ModelHealth : ComponentBase
{
    [Parameter, EditorRequired]
    public required ModelStatus Model { get; set; }

    private EngineStatus Engine => Model.Engine;

    private string Facts
    {
        get
        {
            List<string> facts =
            [
                string.Create(CultureInfo.InvariantCulture, $"{HealthWords.Amount(Model.Description.Parameters)} weights in {HealthWords.Bytes(Model.Description.WeightBytes)}"),
                Model.Description.Quantization switch
                {
                    "int8" => "8 bits each",
                    "nf4" => "4 bits each",
                    _ => "not quantized",
                },
                $"computed in {Model.Description.ComputeType}{(Model.Description.Device is "" or "cpu" ? "" : $" on {Model.Description.Device}")}",
                string.Create(CultureInfo.InvariantCulture, $"context of {Words.Number(Model.Description.ContextLength)} tokens"),
            ];
            if (Model.Threads is { } threads)
            {
                facts.Add(threads.Decode == threads.Prefill
                    ? Count(threads.Decode, "thread")
                    : string.Create(CultureInfo.InvariantCulture, $"{Count(threads.Decode, "thread")} to write, {threads.Prefill} to read"));
            }

            return string.Join(" · ", facts);
        }
    }

    private string Doing => (Engine.Sequences, Engine.Waiting, Engine.Requests) switch
    {
        (0, 0, 0) => "at rest",
        (0, _, _) => "reading",
        (var growing, 0, _) => $"{Count(growing, "text")} growing",
        (var growing, var waiting, _) => string.Create(CultureInfo.InvariantCulture, $"{Count(growing, "text")} growing, {waiting} waiting"),
    };

    private string Share => Engine.ReusedShare is { } share ? string.Create(CultureInfo.InvariantCulture, $", {share:0%} of all prompts") : "";

    private string Filled => string.Create(
        CultureInfo.InvariantCulture, $"{(Engine.PrefixLimit == 0 ? 0 : Math.Min(100, 100.0 * Engine.PrefixBytes / Engine.PrefixLimit)):0.#}%");

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
