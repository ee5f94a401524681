namespace MiniHF.Workspace.EventStore;

/// <summary>What one look at the positions came to.</summary>
public enum HighWaterAdvance
{
    /// <summary>Every position drawn is committed and below the mark.</summary>
    CaughtUp,

    /// <summary>The mark went up, and more may follow at once.</summary>
    Advanced,

    /// <summary>A position is missing; whether it will still come is not known yet.</summary>
    Waiting,

    /// <summary>Positions were found dead and stepped over; <c>mt_high_water_skips</c> has a row of it.</summary>
    Skipped,
}
