namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Where <see cref="Metaspace"/> puts its character in front.</summary>
internal enum PrependScheme
{
    /// <summary>Before every piece.</summary>
    Always,

    /// <summary>Only before the piece that begins the original text.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}
