namespace MiniHF.Engine.Generation;

/// <summary>Takes what a request's continuations draw, on the engine's thread: be quick, and do not throw.</summary>
public interface IContinuationSink
{
    /// <summary>Said before each of the following: what the request has taken so far.</summary>
    void Spend(in RequestCost cost)
    {
    }

    /// <summary>A token was drawn.</summary>
    /// <param name="slot">Which of the request's continuations, from 0.</param>
    /// <param name="finish">Why it is the last one, or null.</param>
    /// <returns>Whether the continuation is to end here, although the engine would go on.</returns>
    bool Accept(int slot, in DrawnToken drawn, FinishReason? finish);

    /// <summary>A continuation ended before it drew anything: what it was resumed with was complete.</summary>
    void End(int slot, FinishReason reason);

    /// <summary>A request with no continuations was read to its end: the logits of the token that would come next.</summary>
    void Predict(ReadOnlySpan<float> logits)
    {
    }

    /// <summary>Nothing more will come.</summary>
    /// <param name="error">What went wrong, or null.</param>
    void Complete(Exception? error);
}
