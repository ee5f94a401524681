using System.Text.Json;
using MiniHF.Engine.Models;

namespace MiniHF.Engine.Adapters;

/// <summary>
/// PEFT's <c>adapter_config.json</c>. What would make the adapter something else than two factors a layer is refused by name;
/// keys that change nothing once an adapter is trained are passed over.
/// </summary>
internal static class LoraConfigFile
{
    public const string Name = "adapter_config.json";

    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    /// <summary>Ways to begin a LoRA that leave the base model as it is. Others move a part of its weights into the adapter.</summary>
    private static readonly string[] s_plainBeginnings = ["gaussian", "orthogonal", "eva"];

    /// <summary>Keys that must be false, null or empty, and what they would mean.</summary>
    private static readonly (string Key, string Meaning)[] s_refused =
    [
        ("use_dora", "DoRA scales the base weights"),
        ("use_qalora", "QALoRA pools what goes into a layer"),
        ("lora_bias", "the second factor has a bias"),
        ("modules_to_save", "whole layers are replaced"),
        ("trainable_token_indices", "rows of the embedding are replaced"),
        ("target_parameters", "parameters outside of layers are changed"),
        ("alora_invocation_tokens", "the adapter sets in after certain tokens"),
        ("layer_replication", "the base's layers are repeated"),
        ("arrow_config", "it routes between other adapters"),
    ];

    /// <summary>Keys that leave out layers which the targets name.</summary>
    public static IReadOnlyList<string> Exclusions { get; } = ["layers_to_transform", "exclude_modules"];

    /// <exception cref="UserFacingException">The file cannot be read, is of another kind of adapter, or asks for what is not there; names file and key.</exception>
    /// <returns>The configuration, and whether it leaves out some of the layers it names.</returns>
    public static (LoraConfig Config, bool IsPartial) Read(string path)
    {
        JsonConfigFile file = JsonConfigFile.Read(path);
        Refuse(file);
        LoraConfig config = new()
        {
            Rank = file.Integer("r"),
            Alpha = file.Number("lora_alpha", 8),
            Dropout = file.Share("lora_dropout", 0),
            Targets = Targets(file),
            UseRslora = file.Flag("use_rslora", false),
            BaseModel = file.Text("base_model_name_or_path", ""),
            RankPattern = file.Section("rank_pattern")?.Values((section, key) => section.Integer(key)) ?? new Dictionary<string, int>(),
            AlphaPattern = file.Section("alpha_pattern")?.Values((section, key) => section.Number(key)) ?? new Dictionary<string, double>(),
        };
        return (config, Exclusions.Any(key => !file.IsEmpty(key)));
    }

    /// <param name="isTransposed">Whether the base holds the changed weights as (inputs, outputs).</param>
    public static void Write(string path, LoraConfig config, bool isTransposed)
    {
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        using (Utf8JsonWriter json = new(stream, s_indented))
        {
            json.WriteStartObject();
            json.WriteString("peft_type", "LORA");
            json.WriteString("task_type", "CAUSAL_LM");
            json.WriteString("base_model_name_or_path", config.BaseModel);
            json.WriteBoolean("inference_mode", true);
            json.WriteNumber("r", config.Rank);
            WriteWhole(json, "lora_alpha", config.Alpha);
            json.WriteNumber("lora_dropout", config.Dropout);
            WriteTargets(json, config.Targets);
            json.WriteStartObject("rank_pattern");
            foreach ((string pattern, int rank) in config.RankPattern)
            {
                json.WriteNumber(pattern, rank);
            }

            json.WriteEndObject();
            json.WriteStartObject("alpha_pattern");
            foreach ((string pattern, double alpha) in config.AlphaPattern)
            {
                WriteWhole(json, pattern, alpha);
            }

            json.WriteEndObject();
            json.WriteString("bias", "none");
            json.WriteBoolean("fan_in_fan_out", isTransposed);
            json.WriteBoolean("use_rslora", config.UseRslora);
            json.WriteBoolean("use_dora", false);
            json.WriteBoolean("init_lora_weights", true);
            json.WriteNull("modules_to_save");
            json.WriteNull("layers_to_transform");
            json.WriteNull("layers_pattern");
            json.WriteEndObject();
        }

        stream.Flush(flushToDisk: true);
    }

    private static void Refuse(JsonConfigFile file)
    {
        if (file.Text("peft_type", "LORA") is var kind && kind != "LORA")
        {
            throw file.Fault("peft_type", $"is \"{kind}\"; of PEFT's adapters LORA can be run");
        }

        if (file.Text("bias", "none") is var bias && bias != "none")
        {
            throw file.Fault("bias", $"is \"{bias}\", which replaces the base's biases; only none can be run");
        }

        foreach ((string key, string meaning) in s_refused)
        {
            if (!file.IsEmpty(key))
            {
                throw file.Fault(key, $"is set: {meaning}, which is not supported");
            }
        }

        if (file.IsText("init_lora_weights") && file.Text("init_lora_weights") is var beginning && !s_plainBeginnings.Contains(beginning))
        {
            throw file.Fault("init_lora_weights", $"is \"{beginning}\", which moved a part of the base's weights into the adapter: save it from PEFT as a plain LoRA");
        }
    }

    private static LoraTargets Targets(JsonConfigFile file)
    {
        if (!file.IsText("target_modules"))
        {
            return file.TextList("target_modules") is { Count: > 0 } names
                ? LoraTargets.Named(names)
                : throw file.Fault("target_modules", "is missing");
        }

        string text = file.Text("target_modules");
        return text.Equals("all-linear", StringComparison.OrdinalIgnoreCase) ? LoraTargets.AllLinear : LoraTargets.Matching(text);
    }

    private static void WriteTargets(Utf8JsonWriter json, LoraTargets targets)
    {
        if (targets.Names.Count == 0)
        {
            json.WriteString("target_modules", targets.ToString());
            return;
        }

        json.WriteStartArray("target_modules");
        foreach (string name in targets.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    /// <summary>PEFT's alphas are whole numbers mostly, and some readers insist.</summary>
    private static void WriteWhole(Utf8JsonWriter json, string key, double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < int.MaxValue)
        {
            json.WriteNumber(key, (int)value);
        }
        else
        {
            json.WriteNumber(key, value);
        }
    }
}
