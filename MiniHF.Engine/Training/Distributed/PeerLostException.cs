namespace MiniHF.Engine.Training;

/// <summary>Another process of a run is gone, hangs, or never came.</summary>
public sealed class PeerLostException(string message, Exception? inner = null) : UserFacingException(message, inner);
