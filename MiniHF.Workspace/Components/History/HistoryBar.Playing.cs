using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <content>Playing: from where the slider stands to now, as fast as is asked.</content>
public sealed partial class HistoryBar
{
    private static readonly int[] s_speeds = [1, 4, 20, 100];
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(100);

    private Playback _playback = new([]);
    private CancellationTokenSource? _playing;
    private int _speed = s_speeds[0];

    private bool IsPlaying => _playing is not null;

    private void NextSpeed() => _speed = s_speeds[(Array.IndexOf(s_speeds, _speed) + 1) % s_speeds.Length];

    private async Task TogglePlayAsync()
    {
        if (IsPlaying)
        {
            StopPlaying();
            return;
        }

        // What comes when is known once all of it was read.
        if (!_isRead)
        {
            return;
        }

        if (!IsPast)
        {
            await TurnAsync(1);
        }

        _playing = CancellationTokenSource.CreateLinkedTokenSource(Session.Closed);
        _ = PlayAsync(_playing.Token);
    }

    private void StopPlaying()
    {
        _playing?.Cancel();
        _playing?.Dispose();
        _playing = null;
    }

    private async Task PlayAsync(CancellationToken ct)
    {
        double seconds = _playback.SecondsAt(At);
        long last = Time.GetTimestamp();
        using PeriodicTimer timer = new(s_frame, Time);
        try
        {
            while (IsPast && await timer.WaitForNextTickAsync(ct))
            {
                long now = Time.GetTimestamp();
                seconds += Time.GetElapsedTime(last, now).TotalSeconds * _speed;
                last = now;
                long version = _playback.VersionAt(seconds);
                if (version != At)
                {
                    await TurnAsync(version);
                }
            }

            StopPlaying();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Paused, or the page was left.
        }
    }
}
