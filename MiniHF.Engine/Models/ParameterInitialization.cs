namespace MiniHF.Engine.Models;

/// <summary>How a fresh weight begins.</summary>
public enum ParameterInitialization
{
    /// <summary>Normal around 0 with the configuration's deviation.</summary>
    Normal,

    Zeros,

    Ones,
}
