namespace MiniHF.Engine.Generation;

/// <summary>
/// How many tokens of prompts a step takes on: as many as fit into the time that others may be kept waiting, by what steps took
/// lately. How a prompt is cut into steps changes nothing of what comes out.
/// </summary>
internal sealed class PromptPace
{
    private const int MostShared = 64;
    private const int MostAlone = 256;

    /// <summary>Before anything was measured.</summary>
    private const int First = 8;

    /// <summary>A step alone is so large at least: matrix units need rows to be fast.</summary>
    private const int LeastAlone = 32;

    /// <summary>The part of a new measure in the estimate.</summary>
    private const double Freshness = 0.3;

    private static readonly TimeSpan s_sharedStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_aloneStep = TimeSpan.FromMilliseconds(400);

    private TimeSpan? _decodeStep;
    private TimeSpan? _promptToken;
    private int _lastShared = First / 2;

    /// <summary>Tokens of prompts for a step in which somebody waits for a next token: at most a tenth of a second of work, that token's included.</summary>
    /// <remarks>Where the waiting alone takes most of that, a prompt may lengthen it by half: it must be read some time.</remarks>
    public int SharedTokens
    {
        get
        {
            // A token of a prompt costs no more than one of a continuation, mostly much less: that is what is known before the first.
            if ((_promptToken ?? _decodeStep) is not { } token)
            {
                return First;
            }

            TimeSpan decode = _decodeStep ?? TimeSpan.Zero;
            TimeSpan left = s_sharedStep - decode;
            // No more than twice the part before: what a few tokens cost says little of what many do.
            return Fitting(left > decode / 2 ? left : decode / 2, token, 1, Math.Min(MostShared, 2 * _lastShared));
        }
    }

    /// <summary>Likewise where nobody waits: so that who comes next, or gives up, need not wait long.</summary>
    public int AloneTokens => _promptToken is { } token ? Fitting(s_aloneStep, token, LeastAlone, MostAlone) : LeastAlone;

    /// <summary>Takes in how long a step took.</summary>
    /// <param name="prompt">Its tokens of prompts.</param>
    /// <param name="decoding">Its continuations' tokens.</param>
    public void Observe(int prompt, int decoding, TimeSpan took)
    {
        if (prompt == 0)
        {
            _decodeStep = Blend(_decodeStep, took);
        }
        else
        {
            // What the continuations took is not the prompt's.
            TimeSpan others = decoding > 0 && _decodeStep is { } decode ? decode : TimeSpan.Zero;
            _promptToken = Blend(_promptToken, took > others ? (took - others) / prompt : TimeSpan.Zero);
            _lastShared = decoding > 0 ? prompt : _lastShared;
        }
    }

    private static int Fitting(TimeSpan time, TimeSpan token, int least, int most) =>
        token <= TimeSpan.Zero ? most : (int)Math.Clamp(time / token, least, most);

    private static TimeSpan Blend(TimeSpan? before, TimeSpan now) => before is { } known ? (known * (1 - Freshness)) + (now * Freshness) : now;
}
