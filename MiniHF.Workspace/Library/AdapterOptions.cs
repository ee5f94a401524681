namespace MiniHF.Workspace.Library;

/// <summary>An adapter for the default model that is there without anybody adding it: an item of <c>Engine:Adapters</c> in the settings.</summary>
public sealed class AdapterOptions
{
    /// <summary>In PEFT's layout.</summary>
    public string Directory { get; set; } = "";

    /// <summary>What to call it; empty for the directory's name.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>Generator</c>, <c>Evaluator</c> or <c>Both</c>.</summary>
    public AdapterRole Role { get; set; } = AdapterRole.Both;
}
