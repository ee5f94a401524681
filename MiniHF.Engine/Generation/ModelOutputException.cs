namespace MiniHF.Engine.Generation;

/// <summary>A model's output cannot be sampled from; fails the one continuation it belongs to.</summary>
public sealed class ModelOutputException(string message) : UserFacingException($"The continuation stopped: {message}. Try other sampling settings, or verify the model's weights.");
