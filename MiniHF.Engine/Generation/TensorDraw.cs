namespace MiniHF.Engine.Generation;

/// <summary>What a device drew for one continuation.</summary>
/// <param name="Largest">The largest score that was left: what is none, or is infinite, says what went wrong.</param>
/// <param name="Token">The token, as far as that is a number.</param>
internal sealed record TensorDraw(float Largest, DrawnToken Token)
{
    /// <exception cref="ModelOutputException">The scores are not numbers, or nothing was left to draw.</exception>
    public DrawnToken Checked()
    {
        TokenSampler.Check(Largest);
        return Token;
    }
}
